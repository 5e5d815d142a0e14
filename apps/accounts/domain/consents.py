"""
The texts that people agree to, each in its present wording.

Whoever changes a wording gives it a new version: then those who agreed to the old one are asked again. A test holds
that no wording changes without.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Wording:
    version: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    # Whether it can be taken back while the account stays. What the account stands on cannot.
    optional: bool = False


class Purpose(Enum):
    """What is agreed to; its name is kept in the log for years."""

    TERMS = "terms"
    PRIVACY_NOTICE = "privacy"
    AI_PROVIDER = "ai_provider"

    @property
    def wording(self) -> Wording:
        return WORDINGS[self]


WORDINGS = {
    Purpose.TERMS: Wording(
        version="2026-10",
        title="Terms of use",
        summary="What you and the people who run this Steward may expect of each other.",
        paragraphs=(
            "This Steward is run by the person or the organisation that gave you its address. They decide who may have "
            "an account, and look after the machine, its updates and its backups.",
            "What you enter stays yours. You may take a copy of all of it, and delete your account, at any time, under "
            "Settings, Privacy.",
            "Keep your password and your devices to yourself, enter nothing that you may not enter, and do not use "
            "Steward to disturb others.",
            "Figures about money, meals and training are calculations from what was entered. They are no advice of a "
            "bank, a doctor or a lawyer.",
        ),
    ),
    Purpose.PRIVACY_NOTICE: Wording(
        version="2026-10",
        title="Privacy notice",
        summary="What is kept about you, what for, who sees it, and what you may ask for.",
        paragraphs=(
            "Steward keeps what you enter and what it computes from that, to show it to you. It keeps sign-ins and "
            "changes to your account, so that you can see when somebody else used it.",
            "Nobody else sees your records. Whoever runs this Steward may look at an account to help with it; each "
            "look is written down, and you can read it in your history.",
            "Nothing is sent to anybody outside unless you switch that on, such as an outside service for the "
            "assistant.",
            "Records are kept until you delete them or your account, and what need not be kept is dropped by itself; "
            "the times stand under Settings, Privacy.",
            "You may see, correct, take away and delete what is kept about you, and withdraw what you agreed to. You "
            "may complain to the data protection authority of your country.",
        ),
    ),
    Purpose.AI_PROVIDER: Wording(
        version="2026-10",
        title="Answers by an outside service",
        summary="The assistant may send your question, and the records it needs to answer, to an outside AI service.",
        paragraphs=(
            "Without this the assistant answers on this machine alone, and nothing leaves it.",
            "With it, your questions and the records that belong to the answer (amounts, meals, sessions, dates) are "
            "sent to the service that whoever runs this Steward has set up. Your name, address and password never are.",
            "You may withdraw this at any time: nothing more is sent from then on. What was sent before is kept by the "
            "service under its own terms.",
        ),
        optional=True,
    ),
}
