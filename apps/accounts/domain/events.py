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
    SIGNED_UP = ("signed_up", "The account was made")
    ADDRESS_CONFIRMED = ("address_confirmed", "The address was confirmed")
    PROGRAM_SIGNED_OUT = ("program_signed_out", "A program was signed out")
    TOKEN_REUSED = ("token_reused", "A token was used a second time, so its program was signed out")
    KEY_CREATED = ("key_created", "An API key was made")
    KEY_REVOKED = ("key_revoked", "An API key was revoked")
    RECORDS_COUNTED = ("records_counted", "Staff asked how many records of yours there are")
    FIELD_KEYS_ROTATED = ("field_keys_rotated", "Protected values were sealed again under a new key")
    INVITED = ("invited", "Somebody was invited")
    ADDRESS_CHANGED = ("address_changed", "The email address was changed")
    PASSWORD_CHANGED = ("password_changed", "The password was changed")
    PASSWORD_RESET = ("password_reset", "The password was set anew by mail")
    SECOND_FACTOR_ADDED = ("second_factor_added", "A second factor was added")
    SECOND_FACTOR_REMOVED = ("second_factor_removed", "A second factor was removed")
    RECOVERY_CODES_MADE = ("recovery_codes_made", "New recovery codes were made")
    GOOGLE_LINKED = ("google_linked", "A Google account was linked")
    GOOGLE_UNLINKED = ("google_unlinked", "A Google account was unlinked")
    SESSION_ENDED = ("session_ended", "A device was signed out")
    SESSIONS_ENDED = ("sessions_ended", "Other devices were signed out")
    EXPORT_REQUESTED = ("export_requested", "A copy of everything was asked for")
    EXPORT_DOWNLOADED = ("export_downloaded", "A copy of everything was downloaded")
    ERASURE_REQUESTED = ("erasure_requested", "Deleting the account was asked for")
    ERASURE_UNDONE = ("erasure_undone", "Deleting the account was undone")
    ERASED = ("erased", "The account was deleted")
    HELD = ("held", "The account was put on legal hold")
    RELEASED = ("released", "The legal hold on the account ended")
    CONSENT_GIVEN = ("consent_given", "Agreed to a text")
    CONSENT_WITHDRAWN = ("consent_withdrawn", "Withdrew an agreement")
    SHARE_MADE = ("share_made", "A link was made that shows others your portfolio")
    SHARE_REVOKED = ("share_revoked", "A link to your portfolio was revoked")
    SHARE_OPENED = ("share_opened", "A link to your portfolio was opened")
    TOLD_INACTIVE = ("told_inactive", "Was written to after two years without a sign-in")
    PEOPLE_LISTED = ("people_listed", "Staff looked through the list of people")
    STAFF_OPENED = ("staff_opened", "Staff opened your details")
    STAFF_CHANGED = ("staff_changed", "Staff changed your account")
    GROUP_CHANGED = ("group_changed", "What a group of staff may do was changed")
    RECIPE_HIDDEN = ("recipe_hidden", "A recipe of the catalogue was hidden")
    RECIPE_SHOWN = ("recipe_shown", "A recipe of the catalogue was shown again")
    STAFF_SIGNED_OUT = ("staff_signed_out", "Staff signed you out everywhere")
    VIEW_AS_STARTED = ("view_as_started", "Staff began to look at your pages as you see them")
    VIEW_AS_ENDED = ("view_as_ended", "Staff stopped looking at your pages")

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence


BY_CODE = {event.code: event for event in Event}
