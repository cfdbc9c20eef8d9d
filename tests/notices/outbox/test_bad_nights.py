"""The sender in bad nights: killed in between, back after days, beside what nobody can read."""

from __future__ import annotations

from datetime import datetime

import pytest

from notices.channels.port import Answer
from notices.channels.testing import ScriptedChannel
from notices.outbox.rows import POST
from notices.outbox.testing import NOW, a_notice, after, publish, remind
from rehearsals.journal.port import Entry, Journal, NewDelivery
from tests.notices.outbox.sending import KEY, delivery, drain

REFUSED = Answer(outcome="refused", status=404, detail="404")
GONE = Answer(outcome="failed", status=410, detail="410", gone=True)


def test_whoever_listens_is_told_before_it_is_written_down(journal: Journal) -> None:
    """A sender that is killed in between tells it twice; the other way round, perhaps never."""

    class Killed(BaseException):
        """Nothing catches that."""

    class Listens:
        def report(self, key: str, answer: Answer) -> None:
            assert (key, answer) == (KEY, GONE)
            raise Killed

    publish(journal, a_notice(), ["acme-1"])
    with pytest.raises(Killed):
        drain(journal, ScriptedChannel([GONE]), listener=Listens())

    assert delivery(journal).attempts == ()


def test_a_key_that_is_none_stops_nothing_however_often_it_fails(journal: Journal) -> None:
    """Nor once its route would count as failing, which is looked up by the key."""
    bad = NewDelivery(key="no key at all", topic="odd", pool=POST, due_at=NOW)
    journal.append("x", 0, [], deliveries=[bad])

    at: datetime | None = NOW
    for _ in range(5):
        assert at is not None
        at = drain(journal, ScriptedChannel(), at=at)

    assert journal.queued("odd")[0].attempts == 5


def test_what_became_of_others_that_cannot_be_read_stops_nothing(journal: Journal) -> None:
    """What was tried now is written down behind it; else it would be sent for ever."""
    odd = Entry(
        type="OfALaterRelease", data={}, at="2026-07-06T09:00:00Z",
        recorded_at="2026-07-06T09:00:00Z", actor="x", channel="x", command="x",
    )  # fmt: skip
    journal.append("deliveries/DR1", 0, [odd])
    publish(journal, a_notice(), ["acme-1", "brit-1"])

    drain(journal, ScriptedChannel([REFUSED]))

    assert {row.place for row in journal.queued("DR1")} == {"settled"}
    assert journal.head("deliveries/DR1").seq == 4


def test_a_reminder_that_nobody_tried_in_time_is_left_out(journal: Journal) -> None:
    """After a sender was down for days the newest one goes out, and no backlog of them."""
    channel, notice = ScriptedChannel(), a_notice()
    publish(journal, notice, ["acme-1"])
    drain(journal, channel)
    for days, rung in enumerate(("10wd", "5wd", "24h"), 1):
        remind(journal, notice, rung, ["acme-1"], deadline=after(days * 86_400))

    drain(journal, channel, at=after(2 * 86_400))

    assert [message.reminder for message in channel.taken] == ["", "24h"]
    late = delivery(journal, "DR1-OUT-EES/0/reminder:5wd/acme-1")
    assert (late.state, late.suppressed) == ("suppressed", "its time is past")


def test_news_is_told_however_late(journal: Journal) -> None:
    """Its deadline says when tries end, and not that it is of no use any more."""
    channel = ScriptedChannel()
    publish(journal, a_notice(), ["acme-1"], deadline=after(60))

    drain(journal, channel, at=after(600))

    assert len(channel.taken) == 1
