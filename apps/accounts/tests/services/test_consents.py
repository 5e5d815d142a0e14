"""What people agree to: by version, for as long as they want to."""

import hashlib
from dataclasses import replace

import pytest

from apps.accounts import public
from apps.accounts.domain.consents import WORDINGS, Purpose
from apps.accounts.models import AuditEvent, Consent
from apps.accounts.services import consents
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
AI = Purpose.AI_PROVIDER

# Whoever changes a wording gives it a new version, and only then changes its digest here.
DIGESTS = {
    (Purpose.TERMS, "2026-10"): "0dba9bae08952128",
    (Purpose.PRIVACY_NOTICE, "2026-10"): "5a0d26203e5d697e",
    (Purpose.AI_PROVIDER, "2026-10"): "392e94a5c1fd9488",
}


def digest(wording):
    said = "\n".join((wording.title, wording.summary, *wording.paragraphs))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def test_no_wording_changes_without_its_version():
    assert {(purpose, wording.version): digest(wording) for purpose, wording in WORDINGS.items()} == DIGESTS


def reworded(monkeypatch, purpose, version):
    monkeypatch.setitem(WORDINGS, purpose, replace(WORDINGS[purpose], version=version))


def test_nobody_agrees_to_an_outside_service_by_default():
    assert not public.has_consented(UserFactory(), public.Purpose.AI_PROVIDER)


def test_agreeing_and_taking_it_back_are_both_written_down():
    person = UserFactory()

    consents.give(person=person, purpose=AI, version=AI.wording.version)
    consents.give(person=person, purpose=AI, version=AI.wording.version)
    assert public.has_consented(person, AI)
    consents.withdraw(person=person, purpose=AI)
    consents.withdraw(person=person, purpose=AI)

    assert not public.has_consented(person, AI)
    assert not public.has_consented(UserFactory(), AI)
    assert Consent.objects.get().withdrawn_at
    assert list(AuditEvent.objects.for_user(person).values_list("name", flat=True)) == [
        "consent_withdrawn",
        "consent_given",
    ]


def test_it_can_be_given_again_after_it_was_taken_back():
    person = UserFactory()
    for _ in range(2):
        consents.give(person=person, purpose=AI, version=AI.wording.version)
        consents.withdraw(person=person, purpose=AI)
    consents.give(person=person, purpose=AI, version=AI.wording.version)

    assert consents.has_consented(person, AI)
    assert Consent.objects.count() == 3


def test_a_new_wording_is_agreed_to_anew(monkeypatch):
    person = UserFactory()
    consents.give(person=person, purpose=AI, version=AI.wording.version)

    reworded(monkeypatch, AI, "2099-01")

    (standing,) = [found for found in consents.agreements(person) if found.purpose is AI]
    assert not consents.has_consented(person, AI)
    assert (standing.given_at, standing.outdated) == (None, True)


def test_nobody_agrees_to_what_they_were_not_shown():
    with pytest.raises(consents.WordingChanged):
        consents.give(person=UserFactory(), purpose=AI, version="1999-01")


def test_what_the_account_stands_on_is_not_taken_back():
    with pytest.raises(consents.CannotBeWithdrawn):
        consents.withdraw(person=UserFactory(), purpose=Purpose.TERMS)


def test_there_is_no_other_text():
    with pytest.raises(consents.NoSuchText):
        consents.purpose_of("cookies")
