"""What waits for a watcher who is slow."""

import asyncio

from project.lib.streams.hub import MAILBOX_EVENTS, Event, Mailbox, position


def event(number):
    return Event(f"{number}-0", "progress", b"{}")


def test_a_mailbox_never_holds_more_than_its_share_and_knows_that_it_fell_behind():
    mailbox = Mailbox()

    for number in range(MAILBOX_EVENTS + 50):
        mailbox.put(event(number))

    assert mailbox.behind
    assert list(mailbox.take()) == []


def test_what_arrives_after_it_began_to_catch_up_is_kept():
    mailbox = Mailbox()
    mailbox.fall_behind()
    mailbox.behind = False

    mailbox.put(event(1))

    assert [waiting.id for waiting in mailbox.take()] == ["1-0"]


def test_waiting_ends_with_an_event_and_else_with_silence():
    async def story():
        mailbox = Mailbox()
        silent = await mailbox.wait(0.01)
        asyncio.get_running_loop().call_soon(mailbox.put, event(1))
        return silent, await mailbox.wait(5)

    assert asyncio.run(story()) == (False, True)


def test_events_are_ordered_as_redis_counts_them():
    assert position("10-9") < position("10-10") < position("11-0")
