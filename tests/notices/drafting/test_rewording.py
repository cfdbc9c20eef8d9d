"""An amendment of what an outage's notice says, and not of its window."""

from __future__ import annotations

from typing import Any

from notices.drafting.rewording import REWORDED
from rehearsals.testing import at
from runbooks.writer import to_data
from tests.notices.drafting.nights import Night
from tests.notices.drafting.test_announcing import amend as move
from tests.notices.factories import EES

OUT = "OUT-EES"


def amend(night: Night, minutes: float, **outage: Any) -> None:
    """The manager amends what the runbook says of the outage."""
    before = to_data(night.run.state.runbook)["outages"][OUT]
    night.amend(minutes, "outage", OUT, before, **outage)


def told(**approval: Any) -> Night:
    """The outage, announced at minute 1 as its approver had it."""
    night = Night()
    night.look(0)
    night.approve(1, **approval)
    night.look(1)
    return night


def test_another_text_is_drafted_as_an_update() -> None:
    """With what changed, for a person; the window stays."""
    night = told()
    amend(night, 10, action_required="Send everything.", data_handling="queued")
    night.look(10)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.approval, draft.needed_by) == ("updated", "person", at(180))
    assert draft.because == "The runbook was amended: data handling, action required."
    assert draft.content.action_required == "Send everything."
    assert (draft.content.data_handling, draft.content.cause) == ("queued", REWORDED)
    assert draft.content.window == night.newest().window


def test_once_approved_nothing_more_is_drafted() -> None:
    """It was told."""
    night = told()
    amend(night, 10, workaround="Ring.")
    night.look(10)
    night.approve(11)
    assert night.look(12) == []
    assert night.newest().content.workaround == "Ring."


def test_what_its_approver_wrote_stands_where_the_runbook_did_not_change() -> None:
    """Only what was amended is told anew."""
    night = told(action_required="Send nothing at all, and ring us.")
    amend(night, 10, workaround="Ring.")
    night.look(10)
    night.approve(11)
    assert night.newest().content.action_required == "Send nothing at all, and ring us."


def test_a_moved_outage_keeps_what_its_approver_wrote() -> None:
    """The runbook still says what it said when that was written."""
    night = told(action_required="Send nothing at all, and ring us.")
    move(night, 10, "2026-01-12T12:10")
    night.look(10)
    night.approve(11)
    assert night.newest().kind == "rescheduled"
    assert night.newest().content.action_required == "Send nothing at all, and ring us."


def test_a_moved_outage_takes_what_the_runbook_says_now() -> None:
    """One draft for both, and no update behind it."""
    night = told(action_required="Send nothing at all, and ring us.")
    amend(night, 10, action_required="Send everything.")
    move(night, 11, "2026-01-12T12:10")
    night.look(11)
    night.approve(12)
    assert night.newest().kind == "rescheduled"
    assert night.newest().content.action_required == "Send everything."
    night.look(13)
    assert night.thread().draft is None


def test_a_draft_that_is_not_out_yet_is_made_anew() -> None:
    """Nobody approves what does not hold any more."""
    night = Night()
    night.look(0)
    amend(night, 10, action_required="Send everything.")
    night.look(10)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.id, draft.content.action_required) == (f"{EES}#2", "Send everything.")


def test_turned_down_it_is_not_drafted_again() -> None:
    """Until another text is amended."""
    night = told()
    amend(night, 10, action_required="Send everything.")
    night.look(10)
    night.reject(11)
    night.look(12)
    assert night.thread().draft is None
    amend(night, 13, action_required="Send it all.")
    night.look(13)
    assert night.thread().draft is not None


def test_what_is_amended_back_is_taken_back() -> None:
    """People know it."""
    night = told()
    amend(night, 10, action_required="Send everything.")
    night.look(10)
    amend(night, 11, action_required="Send nothing.")
    night.look(11)
    assert night.thread().draft is None


def test_a_note_for_the_crew_is_no_news() -> None:
    """Notices do not repeat it."""
    night = told()
    amend(night, 10, note="Mind the gap.")
    night.look(10)
    assert night.thread().draft is None
