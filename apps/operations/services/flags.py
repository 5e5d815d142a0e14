"""Turning a feature flag."""

from project.lib.errors import DomainError
from project.lib.flags import declared, snapshot

from ..models import FeatureFlag


class UnknownFlag(DomainError):
    code = "unknown_flag"


def set_flag(*, name: str, on: bool, percentage: int = 100, staff_only: bool = False, note: str = "") -> FeatureFlag:
    """
    Every process follows within five seconds.

    :raises UnknownFlag: no code asks for it
    """
    if name not in declared:
        raise UnknownFlag(f"No code asks for {name!r}. There are: {', '.join(sorted(declared)) or 'none yet'}.")
    values = {"on": on, "percentage": percentage, "staff_only": staff_only, "note": note}
    flag, _ = FeatureFlag.objects.update_or_create(name=name, defaults=values)
    snapshot.forget()
    return flag
