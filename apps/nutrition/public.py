"""What other apps may ask of nutrition. Plain frozen values come out; people, words and dates go in."""

from . import services

__all__ = ["begin_default_foods"]


def begin_default_foods() -> bool:
    """Have the foods that come with Steward loaded by a worker, unless they are; whether that was begun."""
    return services.begin_default_foods()
