"""Whether anybody sends at all."""

from __future__ import annotations

import asyncio

from notices.outbox.pulse import GOOD_FOR, Health, Pulse, sender_health
from notices.outbox.rows import POST
from notices.outbox.testing import NOW, a_notice, after, open_a_run, publish
from rehearsals.journal.memory import MemoryJournal


def test_without_a_sender_there_is_no_pulse() -> None:
    """And what waits is counted."""
    journal = MemoryJournal()
    open_a_run(journal)
    publish(journal, a_notice(), ["acme-1"])

    assert sender_health(journal, POST, after(60)) == Health(
        alive=False, since=None, due=1, oldest=NOW
    )


def test_a_sender_that_is_gone_is_missed_within_a_minute() -> None:
    """Killed or stopped, its pulse runs out."""
    journal = MemoryJournal()

    async def send_for_a_moment() -> None:
        async with Pulse(journal, lambda: NOW):
            assert sender_health(journal, POST, NOW).alive

    asyncio.run(send_for_a_moment())

    assert GOOD_FOR < 60
    assert sender_health(journal, POST, after(GOOD_FOR - 1)).alive
    gone = sender_health(journal, POST, after(GOOD_FOR))
    assert (gone.alive, gone.since) == (False, NOW)


def test_one_of_several_senders_says_so_and_another_takes_over() -> None:
    """None of them is held up by that."""
    journal, times = MemoryJournal(), [NOW]
    one, two = Pulse(journal, lambda: times[0]), Pulse(journal, lambda: times[0])
    one.beat()
    two.beat()
    times[0] = after(GOOD_FOR)
    two.beat()
    one.beat()

    assert sender_health(journal, POST, after(GOOD_FOR)).since == after(GOOD_FOR)


def test_beats_renew_the_pulse() -> None:
    """As long as it goes on, it does not run out."""
    journal, times = MemoryJournal(), [NOW]
    pulse = Pulse(journal, lambda: times[0])
    for seconds in (0, 20, 40):
        times[0] = after(seconds)
        pulse.beat()

    assert sender_health(journal, POST, after(60)).alive
