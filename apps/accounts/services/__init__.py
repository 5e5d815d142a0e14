"""What people do with their accounts, by subject."""

from .demo import (
    DEMO_EMAIL,
    NotTheDemo,
    load_sample_data,
    make_it_yours,
    open_demo_account,
    remove_sample_data,
)
from .links import LinkSpent, one_time_token, redeem
from .people import AddressTaken, NoSuchPerson, change_address, promote, set_preferences
from .sessions import end_everywhere

__all__ = [
    "DEMO_EMAIL", "AddressTaken", "LinkSpent", "NoSuchPerson", "NotTheDemo", "change_address", "end_everywhere",
    "load_sample_data", "make_it_yours", "one_time_token", "open_demo_account", "promote", "redeem",
    "remove_sample_data", "set_preferences",
]  # fmt: skip
