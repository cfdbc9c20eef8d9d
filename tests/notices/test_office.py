"""The office: a revision and its deliveries in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notices.core.asked import ApproveDraft, WriteNotice, WriteUpdate
from notices.core.notice import Window
from notices.office import NoticeOffice, deadline_of, notices_of
from notices.outbox.rows import POST, notices_stream, simulated_pool
from rehearsals.core import commands as c
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from rehearsals.testing import asked, at
from runbooks.clocktime import rfc3339
from runbooks.errors import JournalError, Refused
from tests.notices.factories import EES, a_content, an_outage_runbook
from tests.notices.stage import Stage


@pytest.fixture(params=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """An empty journal of either kind."""
    in_memory = request.param == "memory"
    made: Journal = MemoryJournal() if in_memory else open_journal(tmp_path / "journal.sqlite")
    yield made
    made.close()


def announced(stage: Stage) -> None:
    """The outage is announced at minute 1."""
    stage.keep(0)
    stage.approve(1)


def test_a_revision_is_written_with_a_row_for_each_route(journal: Journal) -> None:
    """Due at once, of use until the next reminder."""
    stage = Stage(journal, runbook=an_outage_runbook(notice={"reminders": ["1h"]}))
    route = stage.subscribe()
    announced(stage)
    (row,) = journal.queued("DR1")
    assert row.key == f"{EES}/0/said/{route}"
    assert (row.pool, row.due_at) == (POST, at(1))
    assert row.payload["deadline"] == rfc3339(at(120))


def test_what_cannot_be_written_is_not_sent_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction: no delivery without its revision."""
    stage = Stage()
    stage.subscribe()
    stage.keep(0)

    def full(*_: Any, **__: Any) -> None:
        raise JournalError("The disk is full.")

    monkeypatch.setattr(stage.journal, "append", full)
    with pytest.raises(JournalError):
        stage.approve(1)
    assert stage.keys() == []
    assert notices_of(stage.journal, "DR1").threads[EES].newest is None


def test_a_reminder_has_rows_of_its_own() -> None:
    """Known by its rung."""
    stage = Stage(runbook=an_outage_runbook(notice={"reminders": ["1h"]}))
    route = stage.subscribe()
    announced(stage)
    stage.keep(120)
    assert stage.keys() == [f"{EES}/0/said/{route}", f"{EES}/0/reminder:1h/{route}"]


def test_a_newer_revision_supersedes_what_still_waits() -> None:
    """Nobody is sent a window that does not hold any more."""
    stage = Stage()
    route = stage.subscribe()
    announced(stage)
    stage.office.submit(asked(WriteUpdate, notice=EES, cause="fog"))
    places = {row.key: row.place for row in stage.journal.queued("DR1")}
    assert places == {f"{EES}/0/said/{route}": "superseded", f"{EES}/1/said/{route}": "waiting"}


def test_what_communications_hold_back_has_no_rows_and_says_why() -> None:
    """The copy in the house is there."""
    stage = Stage()
    stage.subscribe()
    stage.ask(0, c.SetCommunications, mode="off", reason="the press listens")
    announced(stage)
    assert stage.keys() == []
    (revision,) = stage.office.state().threads[EES].revisions
    assert revision.withheld == "communications are off: the press listens"


def test_a_rehearsal_is_told_over_test_routes_alone() -> None:
    """Unless the manager says otherwise."""
    stage = Stage()
    stage.subscribe("real", test=False)
    announced(stage)
    assert stage.keys() == []
    stage.ask(2, c.SetCommunications, mode="on", reason="all shall see it")
    stage.office.submit(asked(WriteUpdate, notice=EES, cause="fog"))
    assert stage.keys() == [f"{EES}/1/said/real-1"]
    newest = stage.office.state().threads[EES].newest
    assert newest is not None
    assert newest.test


def test_deliveries_of_a_scaled_run_are_due_in_real_time() -> None:
    """Ten of its minutes are one of ours."""
    stage = Stage(factor=10)
    stage.subscribe()
    stage.keep(0)
    stage.approve(6)
    (row,) = stage.journal.queued("DR1")
    assert row.due_at == at(6)
    assert row.payload["deadline"] == rfc3339(at(12))
    assert stage.office.state().threads[EES].revisions[0].notice.published_at == at(60)


def test_a_simulated_run_has_a_pool_of_its_own() -> None:
    """That only its own process serves."""
    stage = Stage(mode="simulation", virtual=True, communications="test")
    stage.subscribe()
    stage.keep(0)
    stage.keep(10)
    pools = {row.pool for row in stage.journal.queued("DR1")}
    assert pools == {simulated_pool("DR1")}


def test_a_refusal_is_journalled_and_nothing_else() -> None:
    """With its reason and the next action."""
    stage = Stage()
    with pytest.raises(Refused, match="no draft") as refused:
        stage.office.submit(asked(ApproveDraft, draft="DR1-X#1"))
    assert refused.value.hint
    assert stage.journal.head(notices_stream("DR1")).seq == 0
    (entry,) = stage.journal.read("refusals")
    assert entry.entry.data["code"] == "unknown-draft"


def test_two_offices_on_one_journal_agree() -> None:
    """A command that was given twice is done once, whoever takes it."""
    stage = Stage()
    other = NoticeOffice(stage.desk, "DR1", real_now=stage.clock.now)
    content = a_content(window=Window(start=at(60), end=at(90)))
    command = asked(WriteNotice, name="NTC-1", content=content)
    assert stage.office.submit(command) == other.submit(command)
    assert stage.office.state() == other.state()


def test_deadlines_follow_what_is_told() -> None:
    """The next reminder, the start, the announced end; behind it there is none."""
    stage = Stage(runbook=an_outage_runbook(notice={"reminders": ["1h"]}))
    stage.go_down()
    state = stage.desk.state("DR1")
    (said,) = stage.office.state().threads[EES].revisions
    assert deadline_of(state, said.notice, at(10)) == at(120)
    assert deadline_of(state, said.notice, at(130)) == at(180)
    stage.keep(180)
    newest = stage.office.state().threads[EES].newest
    assert newest is not None
    end = newest.window.end
    assert end is not None
    assert deadline_of(state, newest, at(185)) == end
    assert deadline_of(state, newest, end) is None
