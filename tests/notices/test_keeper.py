"""The keeper: idempotent, restartable, and quick to see that there is nothing to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from notices import trials
from notices.core import fitting
from notices.core.notice import Content
from notices.drafting import wanted as wanting
from notices.drafting.case import Asked, Case
from notices.drafting.planned import announced
from notices.keeper import NoticeKeeper
from notices.office import NoticeOffice
from notices.outbox.rows import notices_stream
from rehearsals.core import commands as c
from rehearsals.engine.simulation import Simulation
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from rehearsals.testing import InstantExecutor, a_task, asked, at
from runbooks.errors import EngineError, JournalError
from tests.notices.factories import EES, an_outage_runbook
from tests.notices.stage import Stage


def heads(stage: Stage) -> tuple[int, int]:
    """How much is in the streams of notices and of refusals."""
    journal = stage.journal
    return journal.head(notices_stream("DR1")).seq, journal.head("refusals").seq


def test_a_second_look_writes_nothing() -> None:
    """Nor does another keeper, after the first was killed."""
    stage = Stage()
    stage.go_down()
    stage.keep(185)
    before = heads(stage)
    stage.keep(186)
    NoticeKeeper(stage.desk, "DR1").step(at(186))
    assert heads(stage) == before


def test_it_says_when_it_wants_to_look_again() -> None:
    """At the next thing that is due."""
    stage = Stage(runbook=an_outage_runbook(notice={"reminders": ["1h"]}))
    stage.keep(0)
    stage.approve(1)
    assert stage.keep(1) == at(120)


def test_nothing_is_looked_at_while_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not behind facts that bear on no notice."""
    stage = Stage()
    stage.keep(0)
    stage.approve(1)
    stage.keep(1)

    def looked(*_: Any) -> None:
        raise AssertionError("looked again")

    monkeypatch.setattr("notices.keeper.wanted", looked)
    stage.keep(2)
    stage.ask(3, c.AddNote, text="hello")
    stage.keep(3)


def test_it_does_not_look_ever_again_where_hours_pass_in_a_second() -> None:
    """At 1,200 times, five minutes of the run are a quarter of a second: so long it rests."""
    stage = Stage(factor=1200.0)
    now = stage.desk.now_in(stage.run)
    stage.keeper.step(now)

    stage.desk.submit(stage.run, asked(c.StartTask, task="PREP"))

    assert stage.keeper.step(now + timedelta(minutes=4)) == now + timedelta(minutes=5)
    assert stage.keeper.step(now + timedelta(minutes=5)) != now + timedelta(minutes=5)


def test_after_hours_down_it_tells_what_holds_now() -> None:
    """The start and the end, one after the other, and no old reminders."""
    stage = Stage(runbook=an_outage_runbook(notice={"reminders": ["2h", "1h"]}))
    stage.go_down()
    stage.ask(210, c.CompleteTask, task="DOWN")
    stage.do(211, 235, "UP")
    stage.keep(300)
    assert stage.kinds() == ["firm", "completed"]
    reminders = stage.office.state().threads[EES].reminders
    assert all(one.skipped for one in reminders)


def late(stage: Stage) -> None:
    """DOWN runs for as long as it likes."""
    stage.go_down()
    for minutes in range(180, 242, 2):
        stage.keep(minutes)


def test_work_that_runs_late_brings_an_extension_before_the_end() -> None:
    """Though nothing happens: the time alone makes it late."""
    stage = Stage()
    late(stage)
    draft = stage.office.state().threads[EES].draft
    assert draft is not None
    assert (draft.kind, draft.drafted_at < at(240)) == ("extended", True)
    assert "holding" in stage.kinds()


def test_what_is_refused_rests_and_holds_nothing_else_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in the journal once, not at every look."""
    stage = Stage()
    stage.go_down()
    stage.keep(180)

    def never(*_: Any, **__: Any) -> Any:
        return fitting.nothing_published("it")

    monkeypatch.setattr("notices.core.letting_out.check_fits", never)
    stage.ask(210, c.CompleteTask, task="DOWN")
    stage.do(211, 235, "UP")
    stage.keep(235)
    refused = heads(stage)[1]
    assert refused == 1
    stage.keep(236)
    assert heads(stage)[1] == refused


def test_what_the_journal_did_not_take_is_done_at_the_next_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was seen, but not done: a journal that is locked for a moment costs nobody a notice."""
    stage = Stage()
    stage.keep(0)
    stage.approve(1)
    stage.do(1, 30, "PREP")
    stage.keep(179)
    stage.ask(180, c.StartTask, task="DOWN")
    with monkeypatch.context() as patched:

        def locked(_: Any) -> None:
            raise JournalError("another process keeps it locked")

        patched.setattr(stage.office, "submit", locked)
        with pytest.raises(JournalError):
            stage.keep(180)
    assert stage.kinds() == ["firm"]

    stage.keep(180.5)
    assert stage.kinds() == ["firm", "started"]


def test_no_forecast_is_made_while_even_the_longest_work_ends_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would cost a thousand times as much, and change nothing."""

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("a forecast was made")

    monkeypatch.setattr(trials, "outlook", never)
    lengths = {"low": "5m", "likely": "5m", "high": "10m"}
    book = an_outage_runbook(
        tasks=(a_task("BACK", "UP", not_before="2026-01-12T14:00", duration=lengths),),
        closes={"task": "BACK", "at": "start"},
    )
    stage = Stage(runbook=book)
    stage.go_down()
    stage.keep(180)
    stage.ask(200, c.CompleteTask, task="DOWN")
    stage.keep(200)
    assert stage.kinds() == ["firm", "started"]


def simulated(seed: int = 7, **opening: Any) -> Stage:
    """The outage played by simulated people, at leaps."""
    stage = Stage(mode="simulation", virtual=True, seed=seed, **opening)
    people = SimulatedPeople(Draws(seed=seed, run="DR1"))
    Simulation(
        desk=stage.desk,
        clock=stage.clock,
        run="DR1",
        executor=InstantExecutor(),
        people=people,
        draw_work=people.draw_work,
        followers=(stage.keeper,),
    ).run()
    return stage


def entries(stage: Stage) -> list[Any]:
    """What the stream of notices holds."""
    return [one.entry for one in stage.journal.read(notices_stream("DR1"))]


def test_a_simulated_night_is_told_from_its_plan_to_its_end() -> None:
    """A simulated approver lets out what takes a person, some minutes later."""
    stage = simulated()
    kinds = stage.kinds()
    assert (kinds[0], kinds[-1]) == ("firm", "completed")
    assert "started" in kinds
    first = stage.office.state().threads[EES].revisions[0].notice
    assert first.approved_by == "simulated"
    assert timedelta(minutes=2) <= first.published_at - at(0) <= timedelta(minutes=8)


def test_the_same_seed_gives_the_same_notices() -> None:
    """To the last word."""
    assert entries(simulated()) == entries(simulated())


def test_a_night_that_stands_still_is_not_told_of_for_ever() -> None:
    """The simulation sees that nobody has anything to do."""
    stuck = a_task("WAIT", "UP", run={"shell": {"argv": ["false"]}}, on_unknown="ask")
    stage = Stage(
        mode="simulation",
        virtual=True,
        seed=7,
        runbook=an_outage_runbook(tasks=(stuck,), closes={"task": "WAIT", "at": "finish"}),
    )
    people = SimulatedPeople(Draws(seed=7, run="DR1"))

    def idle(*_: Any) -> tuple[tuple[()], datetime | None]:
        return (), None

    simulation = Simulation(
        desk=stage.desk,
        clock=stage.clock,
        run="DR1",
        executor=InstantExecutor(),
        people=idle,
        draw_work=people.draw_work,
        followers=(stage.keeper,),
    )
    with pytest.raises(EngineError, match="stands still"):
        simulation.run()


def test_late_joiners_are_looked_after_and_a_simulated_pool_is_served() -> None:
    """By what the wiring gives: both are asked when something has changed, and say what is due."""
    stage = Stage()
    asked: list[str] = []

    def work(name: str, due: datetime | None) -> Any:
        def done(_now: datetime) -> datetime | None:
            asked.append(name)
            return due

        return done

    keeper = NoticeKeeper(
        stage.desk,
        "DR1",
        office=stage.office,
        reconcile=work("reconcile", None),
        deliver=work("deliver", at(5)),
    )
    assert keeper.step(at(0)) == at(5)
    assert keeper.step(at(1)) == at(5)
    assert asked == ["reconcile", "deliver"]
    stage.subscribe()
    keeper.step(at(2))
    assert asked == ["reconcile", "deliver"] * 2


def test_an_office_reads_the_night_anew() -> None:
    """Nothing is kept but in the journal."""
    stage = Stage()
    stage.go_down()
    stage.keep(180)
    assert NoticeOffice(stage.desk, "DR1").state() == stage.office.state()


def test_a_fault_of_one_notice_silences_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is logged, and tried again; the others are told as if nothing were."""
    stage = Stage(runbook=an_outage_runbook(still_closed_for=["recco"]))
    first = wanting.REASONS[0]

    def faulty(case: Case) -> Asked:
        if case.subject.notice == f"{EES}-STAYS":
            raise RuntimeError("not to be expected")
        return first(case)

    monkeypatch.setattr(wanting, "REASONS", (faulty, *wanting.REASONS[1:]))
    due = stage.keep(0)
    assert due is not None
    assert due <= at(5)
    assert list(stage.office.state().threads) == [EES]


def test_notices_that_ask_for_ever_more_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """They fill neither the journal nor the night: the next look is minutes later."""
    stage = Stage()
    first = wanting.REASONS[0]

    def restless(case: Case) -> Asked:
        asked = announced(case)
        return asked if asked.commands else case.ask_draft("updated", drafted(case), "again")

    def drafted(case: Case) -> Content:
        draft = case.thread.draft
        assert draft is not None
        return replace(draft.content, cause=f"{case.thread.drafted}")

    monkeypatch.setattr(wanting, "REASONS", (restless, first))
    due = stage.keep(0)
    written = heads(stage)
    assert due is not None
    assert due > at(0)
    stage.keep(0)
    assert heads(stage) == written
