"""What people do with their accounts, by subject."""

from .demo import (
    DEMO_EMAIL,
    NotTheDemo,
    load_sample_data,
    make_it_yours,
    open_demo_account,
    remove_sample_data,
)
from .field_keys import rotate_field_keys
from .keys import NoSuchKey, NoSuchScope, TooManyKeys, areas, create_key, every_scope, revoke_key
from .links import LinkSpent, one_time_token, redeem
from .people import AddressTaken, NoSuchPerson, promote, set_preferences
from .records import count_records
from .sessions import end_everywhere

__all__ = [
    "DEMO_EMAIL", "AddressTaken", "LinkSpent", "NoSuchKey", "NoSuchPerson", "NoSuchScope", "NotTheDemo", "TooManyKeys",
    "areas", "count_records", "create_key", "end_everywhere", "every_scope",
    "load_sample_data", "make_it_yours", "one_time_token", "open_demo_account", "promote", "redeem",
    "remove_sample_data", "revoke_key", "rotate_field_keys", "set_preferences",
]  # fmt: skip
