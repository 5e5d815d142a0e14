"""A portfolio as plain JSON values in, its figures as plain JSON values out; docs/portfolio/report.md has the shape."""

from collections.abc import Mapping

from . import bare, portfolio

__all__ = ["report"]


def report(asked: Mapping[str, object]) -> dict[str, object]:
    """
    Whole, or of bare flows, returns or values.

    :raises DomainError: something in it cannot be read or reckoned, with a sentence that says where
    """
    return bare.report(asked) if bare.is_bare(asked) else portfolio.report(asked)
