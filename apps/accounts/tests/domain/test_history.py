"""What was written down with an event is told in words: nothing is taken for what it is not."""

from datetime import UTC, datetime

import pytest

from apps.accounts.domain.history import Line, entry

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def lines(**details):
    return entry(at=AT, name="staff_changed", failed=False, by_staff=True, details=details).lines


@pytest.mark.parametrize(
    ("details", "label", "words"),
    [
        ({"tier": ["free", "standard"]}, "Tier", "Free → Standard"),
        ({"role": ["admin", "user"]}, "Role", "administrator → no administrator"),
        ({"is_active": [True, False]}, "Account open", "yes → no"),
        ({"groups": [[], ["ops", "support"]]}, "Groups of staff", "none → ops, support"),
        ({"email": ["", "ada@example.org"]}, "Address", "none → ada@example.org"),
        ({"scopes": ["portfolio:read", "portfolio:write"]}, "May", "read portfolio, write portfolio"),
        ({"way": "one_time_link"}, "Signed in with", "one-time link"),
        ({"type": "webauthn"}, "Type", "passkey"),
        ({"purpose": "ai_provider"}, "Text", "Answers by an outside service"),
        ({"invitation": 7}, "Came by an invitation", "yes"),
        ({"reason": "password_changed"}, "Reason", "the password was changed"),
        ({"devices": 0}, "Browsers signed out", "0"),
        ({"keys": 2}, "API keys revoked", "2"),
    ],
)
def test_it_is_told_in_words(details, label, words):
    assert lines(**details) == (Line(label, words),)


def test_two_things_are_not_what_was_before_and_after():
    (line,) = lines(scopes=["accounts:read", "portfolio:read"])

    assert "→" not in line.words


def test_what_staff_typed_stays_as_it_is():
    assert lines(reason="standard") == (Line("Reason", "standard"),)


def test_a_moment_is_left_to_the_page():
    (line,) = lines(on="2026-12-09T02:58:59.123Z")

    assert line == Line("Will be deleted on", at=datetime(2026, 12, 9, 2, 58, 59, 123000, tzinfo=UTC))


@pytest.mark.parametrize("nothing", ["", None, []])
def test_what_was_not_said_is_left_out(nothing):
    assert lines(second=nothing, expires_at=nothing, invitation=None) == ()
