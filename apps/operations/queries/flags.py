"""The flags as staff set them."""

from project.lib.flags import Flag

from ..models import FeatureFlag


def flags_set() -> list[Flag]:
    rows = FeatureFlag.objects.values_list("name", "on", "percentage", "staff_only")
    return [Flag(name, on, percentage, staff_only) for name, on, percentage, staff_only in rows]
