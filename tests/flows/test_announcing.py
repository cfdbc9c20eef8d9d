"""What was told of a run, for the tasks that wait for it."""

from __future__ import annotations

from datetime import timedelta

from flows.announcing import JournalAnnouncements
from notices.keeper import NoticeKeeper
from rehearsals.desk import Desk
from rehearsals.journal.memory import MemoryJournal
from rehearsals.testing import OPENED, a_runbook, a_task, an_opened_run
from runbooks.tasks import NotifyRun

BEFORE = OPENED - timedelta(hours=1)
NOTIFY = NotifyRun(told="announced")
OUTAGE = {
    "system": "EES",
    "opens": {"task": "A", "at": "start"},
    "closes": {"task": "A", "at": "finish"},
}


def test_what_is_missing_is_named() -> None:
    """The drafts that wait; and that there are none, of outages that nobody drafted."""
    journal = MemoryJournal()
    desk = Desk(journal, lambda: BEFORE)
    book = a_runbook(a_task("A"), outages={"OUT": OUTAGE})
    desk.open(an_opened_run(book), "DR1")
    told = JournalAnnouncements(journal)
    assert "Nothing is drafted" in told.missing("DR1", NOTIFY)

    NoticeKeeper(desk, "DR1").step(BEFORE)

    assert told.missing("DR1", NOTIFY) == "Not approved yet: DR1-OUT#1 (firm)."
    assert "Nothing is drafted" in told.missing("DR1", NotifyRun(told="firm", outages=("OTHER",)))
    assert not told.told("DR1", "A", 1)
