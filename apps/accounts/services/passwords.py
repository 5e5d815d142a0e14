"""What a new password must be (NIST 800-63B, revision 4), and one made up on request."""

import secrets
import unicodedata
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from ..domain.guessing import is_guessable, speaks_of
from ..domain.words import WORDS
from ..models import User
from . import second_factor

ALONE = 15
WITH_SECOND_FACTOR = 8
# Far more than any phrase, and little enough to digest.
LONGEST = 1024
PASSPHRASE_WORDS = 6
# What whoever guesses at passwords of Steward thinks of first.
OURS = ("steward", "portfolio", "nutrition", "training", "learning", "household")
HELP = f"At least {ALONE} characters. A few unrelated words are easy to remember and hard to guess."


def passphrase() -> str:
    """Six words, about 59 bits: years of guessing at a stolen digest."""
    return "-".join(secrets.choice(WORDS) for _ in range(PASSPHRASE_WORDS))


def shortest_for(person: User | None) -> int:
    return WITH_SECOND_FACTOR if person is not None and second_factor.has_one(person) else ALONE


@cache
def common() -> frozenset[str]:
    """Django's list of the twenty thousand passwords that are used most."""
    return frozenset(CommonPasswordValidator().passwords)


class LongEnough:
    def validate(self, password: str, user: User | None = None) -> None:
        least = shortest_for(user)
        if len(unicodedata.normalize("NFC", password)) < least:
            raise ValidationError(f"Use at least {least} characters: a few unrelated words will do.", code="too_short")
        if len(password) > LONGEST:
            raise ValidationError(f"Use at most {LONGEST} characters.", code="too_long")

    def get_help_text(self) -> str:
        return f"At least {ALONE} characters, or {WITH_SECOND_FACTOR} with a second factor."


class NotWellKnown:
    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 (Django's signature)
        if is_guessable(password, common()):
            raise ValidationError(
                "Whoever guesses passwords begins with such as this. Use words that do not belong together.",
                code="well_known",
            )

    def get_help_text(self) -> str:
        return "Not a well-known password, or one made of a few of them."


class NotAboutThem:
    def validate(self, password: str, user: User | None = None) -> None:
        local, _, domain = (user.email if user else "").partition("@")
        words = [
            *OURS,
            local,
            domain,
            domain.rpartition(".")[0],
            *local.split("."),
            *(user.name if user else "").split(),
        ]
        if speaks_of(password, words, least=WITH_SECOND_FACTOR):
            raise ValidationError("Leave out your name, your address and what Steward is about.", code="about_them")

    def get_help_text(self) -> str:
        return "Not made of your name, your address or what Steward is about."
