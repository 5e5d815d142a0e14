"""What `manage.py seed_demo` makes of meals: plans, diaries, and what people aim at. Loads numpy and HiGHS."""

from collections.abc import Iterator

from project.lib import cache
from project.lib.seeding import Scale

from ...queries import pools
from . import diaries, plans


def seed(scale: Scale) -> Iterator[str]:
    """The same every time, by COPY, a batch of people in a transaction; whoever has theirs already is passed over."""
    # Recipes were published just now, which the planner shall choose from.
    cache.bump(None, pools.DOMAIN)
    yield from plans.seed(scale)
    yield from diaries.seed(scale)


__all__ = ["seed"]
