"""Bringing in files: taking one, looking at it, booking it, mending it, and taking it all back."""

from .booking import begin_booking, book_import
from .checking import begin_check, check_import
from .files import LARGEST_BODY, ImportRefused, forget_import, known_settings, open_import
from .mending import leave_out, mend_row, state_closing
from .taking import bring_in, take_file
from .undoing import begin_undo, undo_import

__all__ = [
    "LARGEST_BODY", "ImportRefused", "begin_booking", "begin_check", "begin_undo", "book_import", "bring_in",
    "check_import", "forget_import", "known_settings", "leave_out", "mend_row", "open_import", "state_closing",
    "take_file", "undo_import",
]  # fmt: skip
