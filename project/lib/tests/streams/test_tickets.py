"""Who may open an event stream, for how long."""

import pytest

from project.lib.streams import tickets

NOW = 1_800_000_000.0


def test_a_ticket_opens_its_topic_for_a_minute():
    ticket = tickets.issue("events:job:1", viewer="7", secret="s", now=NOW)

    answers = [tickets.viewer_of(ticket, "events:job:1", secret="s", now=NOW + later) for later in (0, 60, 61)]

    assert answers[0]
    assert answers[0] == answers[1]
    assert answers[2] is None


def test_a_ticket_tells_two_people_apart_and_names_neither():
    one, same, other = (
        tickets.issue(topic, viewer=viewer, secret="s", now=NOW)
        for topic, viewer in (("a", "7"), ("b", "7"), ("a", "8"))
    )

    digests = [ticket.split(".")[1] for ticket in (one, same, other)]

    assert digests[0] == digests[1] != digests[2]
    assert digests[0] != "7"


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_ticket_with_any_part_changed_opens_nothing(part):
    parts = tickets.issue("a", viewer="7", secret="s", now=NOW).split(".")
    parts[part] = ("9" if parts[part][0] != "9" else "8") + parts[part][1:]

    assert tickets.viewer_of(".".join(parts), "a", secret="s", now=NOW) is None


def test_another_topic_or_secret_opens_nothing():
    ticket = tickets.issue("a", viewer="7", secret="s", now=NOW)

    assert tickets.viewer_of(ticket, "b", secret="s", now=NOW) is None
    assert tickets.viewer_of(ticket, "a", secret="t", now=NOW) is None
