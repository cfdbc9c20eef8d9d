"""Deliveries: tried, written down, tried again, given up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from notices.book import Delivery
from notices.channels import Answer
from notices.entries import NoticeDeliveryFailed, NoticeWithheld
from notices.follower import NoticeFollower
from notices.listing import notices_of
from notices.sender import INTERVALS
from notices.testing import ScriptedChannel
from rehearsals.journal.port import Journal
from tests.notices.factories import Stage

LATER = Answer(delivered=False, status=500, detail="rollup_error", retry=True)
NEVER = Answer(delivered=False, status=410, detail="channel_is_archived")


def a_stage(journal: Journal | None = None) -> Stage:
    """A rehearsal whose outage has just begun."""
    stage = Stage(journal)
    stage.go_down()
    return stage


def a_follower(stage: Stage, channel: ScriptedChannel) -> NoticeFollower:
    """A new follower, as after a restart."""
    return NoticeFollower(stage.desk, stage.run, [channel])


def deliveries(stage: Stage) -> list[Delivery]:
    """The deliveries of the run, in order of issue."""
    return [d for i in notices_of(stage.journal, stage.run) for d in i.deliveries.values()]


def try_at(stage: Stage, follower: NoticeFollower, moment: datetime) -> None:
    """Let the time come, and the sender do what is due then."""
    stage.clock.leap(moment)
    follower.close()


def test_notice_is_delivered_once(journal: Journal) -> None:
    """What was taken is not sent again, not even after a restart."""
    stage, channel = a_stage(journal), ScriptedChannel()
    for _ in range(2):
        a_follower(stage, channel).close()
    assert len(channel.texts) == 1
    assert [d.state for d in deliveries(stage)] == ["delivered"]


def test_delivery_is_recorded_with_its_answer(journal: Journal) -> None:
    """The journal proves who took what, when."""
    stage = a_stage(journal)
    a_follower(stage, ScriptedChannel()).close()
    (delivery,) = deliveries(stage)
    (attempt,) = delivery.attempts
    assert not isinstance(attempt, NoticeWithheld)
    assert (attempt.channel, attempt.attempt, attempt.status) == ("trial", 1, 200)
    assert (attempt.answer, attempt.at) == ("ok", stage.clock.now())


def test_step_does_not_wait_for_a_slow_channel() -> None:
    """The engine goes on while a receiver takes its time; it looks again soon."""
    stage, channel = a_stage(), ScriptedChannel()
    channel.open.clear()
    follower = a_follower(stage, channel)
    now = stage.clock.now()
    due = follower.step(now)
    assert due is not None
    assert due - now < timedelta(seconds=1)
    assert [d.state for d in deliveries(stage)] == ["pending"]
    channel.open.set()
    follower.close()
    assert [d.state for d in deliveries(stage)] == ["delivered"]


def test_close_gives_up_waiting_in_time() -> None:
    """A receiver that never answers cannot keep the process."""
    stage, channel = a_stage(), ScriptedChannel()
    channel.open.clear()
    a_follower(stage, channel).close(seconds=0)
    channel.open.set()
    assert [d.state for d in deliveries(stage)] == ["pending"]


def test_delivery_cut_off_by_a_crash_is_made_again() -> None:
    """Sent twice is better than never; the text says which notice it is."""
    stage, dead, channel = a_stage(), ScriptedChannel(), ScriptedChannel()
    dead.open.clear()
    a_follower(stage, dead).step(stage.clock.now())
    a_follower(stage, channel).close()
    dead.open.set()
    assert channel.texts == dead.texts


def test_failed_delivery_waits_for_its_next_attempt() -> None:
    """It is due again after the interval, not before."""
    stage, channel = a_stage(), ScriptedChannel([LATER])
    follower = a_follower(stage, channel)
    failed_at = stage.clock.now()
    follower.close()
    assert follower.step(failed_at) == failed_at + timedelta(seconds=INTERVALS[0])
    assert [d.state for d in deliveries(stage)] == ["retrying"]
    assert len(channel.texts) == 1


def test_failed_delivery_is_tried_again_when_due(journal: Journal) -> None:
    """The second attempt may go well; also after a restart."""
    stage, channel = a_stage(journal), ScriptedChannel([LATER])
    a_follower(stage, channel).close()
    try_at(stage, a_follower(stage, channel), stage.clock.now() + timedelta(seconds=INTERVALS[0]))
    (delivery,) = deliveries(stage)
    assert [type(a).__name__ for a in delivery.attempts] == [
        "NoticeDeliveryFailed",
        "NoticeDelivered",
    ]


def test_delivery_is_given_up_after_growing_intervals() -> None:
    """Five attempts, ever further apart; then it has failed."""
    stage, channel = a_stage(), ScriptedChannel([LATER] * 9)
    follower = a_follower(stage, channel)
    follower.close()
    for seconds in INTERVALS:
        try_at(stage, follower, stage.clock.now() + timedelta(seconds=seconds))
    (delivery,) = deliveries(stage)
    tried = [a.attempt for a in delivery.attempts if not isinstance(a, NoticeWithheld)]
    assert tried == [1, 2, 3, 4, 5]
    assert list(INTERVALS) == sorted(set(INTERVALS))
    assert (delivery.state, follower.step(stage.clock.now())) == ("failed", None)


def test_hopeless_delivery_is_not_tried_again() -> None:
    """Some answers will not change."""
    stage, channel = a_stage(), ScriptedChannel([NEVER])
    follower = a_follower(stage, channel)
    follower.close()
    assert [d.state for d in deliveries(stage)] == ["failed"]
    assert follower.step(stage.clock.now()) is None


@pytest.mark.parametrize(("asked", "pause"), [(90, 90), (1, INTERVALS[0]), (10**9, 3600)])
def test_receiver_may_ask_for_a_longer_pause(asked: int, pause: int) -> None:
    """Its wish counts if it is longer than ours, up to an hour."""
    answer = Answer(delivered=False, status=429, detail="", retry=True, retry_after=asked)
    stage = a_stage()
    a_follower(stage, ScriptedChannel([answer])).close()
    (delivery,) = deliveries(stage)
    assert delivery.retry_at == stage.clock.now() + timedelta(seconds=pause)


def test_broken_channel_is_a_failed_attempt() -> None:
    """Whatever a channel raises, the engine goes on, and no secret gets into the journal."""
    stage = a_stage()
    a_follower(stage, ScriptedChannel([RuntimeError("https://secret.example")])).close()
    (delivery,) = deliveries(stage)
    (attempt,) = delivery.attempts
    assert isinstance(attempt, NoticeDeliveryFailed)
    assert attempt.answer == "RuntimeError"


def test_newer_revision_supersedes_a_waiting_one() -> None:
    """Nobody is told that an outage has begun after being told that it is over."""
    stage, channel = a_stage(), ScriptedChannel([LATER])
    a_follower(stage, channel).close()
    stage.come_back()
    a_follower(stage, channel).close()
    assert [d.state for d in deliveries(stage)] == ["superseded", "delivered"]
    assert channel.texts[-1].splitlines()[1] == "EES out of service: completed"


def test_channel_that_is_gone_leaves_its_deliveries_pending() -> None:
    """Without the channel's settings nothing is sent, and nothing is lost."""
    stage, channel = a_stage(), ScriptedChannel()
    channel.open.clear()
    a_follower(stage, channel).step(stage.clock.now())
    NoticeFollower(stage.desk, stage.run).close()
    channel.open.set()
    assert [d.state for d in deliveries(stage)] == ["pending"]
