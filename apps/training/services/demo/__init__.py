"""What `manage.py seed_demo` makes of training: a published library, and people who train and weigh themselves."""

from collections.abc import Iterator

from project.lib.seeding import Scale

from ..library import load_library
from . import bodies, sessions, workouts


def seed(scale: Scale) -> Iterator[str]:
    """The same every time, by COPY, a batch in a transaction; what is there already is passed over."""
    load_library()
    yield from workouts.seed(scale)
    yield from sessions.seed(scale)
    yield from bodies.seed(scale)


__all__ = ["seed"]
