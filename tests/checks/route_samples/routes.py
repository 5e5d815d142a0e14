"""Routes with and without a slash at their end, as the API has them."""

from collections.abc import Callable
from typing import Any

Sample = Callable[[Any], dict[str, Any]]


def each(prefix: str, samples: dict[str, Sample]) -> dict[str, Sample]:
    return {f"{prefix}{route}": sample for route, sample in samples.items()}


def either(prefix: str, samples: dict[str, Sample]) -> dict[str, Sample]:
    return {f"{prefix}{route}{slash}": sample for route, sample in samples.items() for slash in ("", "/")}


def actions(route: str, sample: Sample, *names: str) -> dict[str, Sample]:
    """The same thing named by an address and by what can be done with it."""
    return {f"{route}{name}": sample for name in names}
