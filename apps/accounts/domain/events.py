"""What can happen to an account, and how it is told to the person."""

from enum import Enum


class Event(Enum):
    """
    Its value is the name in the audit log, the security log and the metric; `sentence` is what the person reads.

    Names are kept for years: give a new meaning a new name.
    """

    SIGNED_IN = ("signed_in", "Signed in")
    SIGN_IN_REFUSED = ("sign_in_refused", "A sign-in was refused")
    SIGNED_OUT = ("signed_out", "Signed out")
    BECAME_OWNER = ("became_owner", "The demo account became yours")
    PROMOTED = ("promoted", "Became an administrator")
    SIGNED_OUT_EVERYWHERE = ("signed_out_everywhere", "Signed out everywhere")
    PEOPLE_LISTED = ("people_listed", "Staff looked through the list of people")
    STAFF_OPENED = ("staff_opened", "Staff opened your details")
    STAFF_CHANGED = ("staff_changed", "Staff changed your account")
    STAFF_SIGNED_OUT = ("staff_signed_out", "Staff signed you out everywhere")
    VIEW_AS_STARTED = ("view_as_started", "Staff began to look at your pages as you see them")
    VIEW_AS_ENDED = ("view_as_ended", "Staff stopped looking at your pages")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence


BY_CODE = {event.code: event for event in Event}
