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
    EXPORT_REQUESTED = ("export_requested", "A copy of everything was asked for")
    EXPORT_DOWNLOADED = ("export_downloaded", "A copy of everything was downloaded")
    ERASURE_REQUESTED = ("erasure_requested", "Deleting the account was asked for")
    ERASURE_UNDONE = ("erasure_undone", "Deleting the account was undone")
    ERASED = ("erased", "The account was deleted")
    HELD = ("held", "The account was put on legal hold")
    RELEASED = ("released", "The legal hold on the account ended")
    CONSENT_GIVEN = ("consent_given", "Agreed to a text")
    CONSENT_WITHDRAWN = ("consent_withdrawn", "Withdrew an agreement")
    TOLD_INACTIVE = ("told_inactive", "Was written to after two years without a sign-in")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence


BY_CODE = {event.code: event for event in Event}
