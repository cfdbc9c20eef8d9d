"""What a run's communications let out, and what they hold back."""

from __future__ import annotations

import pytest

from notices.book import Book
from notices.channels import Answer
from notices.communications import Standing, after, stricter
from notices.follower import NoticeFollower
from notices.listing import listing_data, notices_of
from notices.testing import ScriptedChannel
from rehearsals.core import commands as c
from rehearsals.core.words import Communications
from rehearsals.testing import a_gate, a_task, asked, at
from tests.notices.factories import Stage, an_outage_runbook


def set_to(stage: Stage, minutes: float, mode: Communications, reason: str = "quiet") -> None:
    """Set the communications of a run."""
    stage.clock.leap(at(minutes))
    stage.desk.submit(stage.run, asked(c.SetCommunications, mode=mode, reason=reason))


def follow(stage: Stage, channel: ScriptedChannel) -> NoticeFollower:
    """A follower that has done what is due."""
    follower = NoticeFollower(stage.desk, stage.run, [channel])
    follower.close()
    return follower


def a_live_stage() -> Stage:
    """The real night; whatever is said of tasks is said in it as elsewhere."""
    return Stage(mode="live", run="M10")


def test_off_lets_nothing_out_and_says_so_in_the_copy() -> None:
    """The notice can be read, with why it went to nobody."""
    stage, channel = Stage(), ScriptedChannel()
    set_to(stage, 1, "off", "the press is listening")
    stage.go_down()
    follow(stage, channel)
    (issued,) = notices_of(stage.journal, "DR1")
    assert channel.texts == []
    assert not stage.journal.outbox("notices/DR1")
    assert issued.withheld == "communications are off: the press is listening"
    assert listing_data(issued)["withheld"] == issued.withheld


def test_a_rehearsal_is_marked_however_its_communications_are() -> None:
    """No system is out of service in a rehearsal, so none of its notices may say so plainly."""
    stage, channel = Stage(), ScriptedChannel()
    set_to(stage, 1, "on")
    stage.go_down()
    follow(stage, channel)
    assert "REHEARSAL - no system is out of service" in channel.texts[0]


def test_the_real_night_is_told_for_real() -> None:
    """From the start, unless somebody says otherwise."""
    stage, channel = a_live_stage(), ScriptedChannel()
    stage.go_down()
    follow(stage, channel)
    assert "REHEARSAL" not in channel.texts[0]
    assert "TEST" not in channel.texts[0]


def test_a_test_on_the_real_night_does_not_say_that_nothing_is_out() -> None:
    """It says that nobody is to act on it."""
    stage, channel = a_live_stage(), ScriptedChannel()
    set_to(stage, 1, "test")
    stage.go_down()
    follow(stage, channel)
    assert channel.texts[0].startswith("M10-OUT-EES rev 0 TEST - do not act on this notice")
    assert "REHEARSAL" not in channel.texts[0]


def test_switching_on_does_not_send_what_was_held_back() -> None:
    """A stale notice misleads; the next one goes out."""
    stage, channel = Stage(), ScriptedChannel()
    set_to(stage, 1, "off")
    stage.go_down()
    follow(stage, channel)
    set_to(stage, 10, "test")
    follow(stage, channel)
    assert channel.texts == []
    stage.come_back()
    follow(stage, channel)
    assert len(channel.texts) == 1


def test_what_happened_while_off_is_not_sent_by_a_follower_that_comes_later() -> None:
    """What counts is how communications stood when it happened, too."""
    stage, channel = Stage(), ScriptedChannel()
    set_to(stage, 1, "off")
    stage.go_down()
    set_to(stage, 10, "test")
    follow(stage, channel)
    (issued,) = notices_of(stage.journal, "DR1")
    assert (channel.texts, bool(issued.withheld)) == ([], True)


def test_switching_off_stops_what_is_on_its_way() -> None:
    """It was tried once and failed; it is not tried again, also not after switching on."""
    failing = Answer(delivered=False, detail="busy", retry=True)
    stage, channel = Stage(), ScriptedChannel([failing])
    stage.go_down()
    follow(stage, channel)
    set_to(stage, 6, "off")
    follow(stage, channel)
    set_to(stage, 7, "test")
    stage.clock.leap(at(60))
    follow(stage, channel)
    (issued,) = notices_of(stage.journal, "DR1")
    assert len(channel.texts) == 1
    assert issued.deliveries["trial"].state == "withheld"


def test_a_real_notice_on_its_way_is_stopped_by_a_test() -> None:
    """It is not marked as one."""
    failing = Answer(delivered=False, detail="busy", retry=True)
    stage, channel = a_live_stage(), ScriptedChannel([failing])
    stage.go_down()
    follow(stage, channel)
    set_to(stage, 6, "test")
    follow(stage, channel)
    assert (
        Book(stage.journal, "M10").notices["M10/OUT-EES/started"].deliveries["trial"].state
        == "withheld"
    )


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [("off", "on", "off"), ("on", "test", "test"), ("on", "on", "on")],
)
def test_the_stricter_counts(
    one: Communications, other: Communications, left: Communications
) -> None:
    """Off lets less out than a test, a test less than for real."""
    assert stricter(Standing(mode=one), Standing(mode=other)).mode == left


@pytest.mark.parametrize(("mode", "expected"), [("rehearsal", "test"), ("live", "on")])
def test_the_first_mode_is_that_of_the_run(mode: str, expected: Communications) -> None:
    """A rehearsal is a test, the real night is for real."""
    stage = Stage(mode=mode)
    assert after(Standing(mode="off"), stage.desk.facts("DR1")) == Standing(mode=expected)


def test_an_outage_that_the_way_back_ended_is_restored() -> None:
    """The runbook retires EES; whoever is told of its end is told that it is as it was."""
    leg = a_task("R", always=True)
    book = an_outage_runbook(
        tasks=(a_task("M"),),
        runbook={
            "gates": [a_gate("G", "M")],
            "rollback": {"gates": ["G"], "authority": "sro", "tasks": [leg]},
        },
        returns="retired",
        rollback_closes={"task": "R", "at": "finish"},
    )
    stage, channel = Stage(runbook=book), ScriptedChannel()
    stage.go_down()
    stage.start(6, "M")
    stage.turn_back(7, "G")
    stage.start(8, "R")
    stage.done(12, "R")
    follow(stage, channel)
    text = notices_of(stage.journal, "DR1")[-1].text
    assert "The cutover was turned back. EES (Electricity Enquiry Service) is restored as" in text
    assert "retired" not in text
