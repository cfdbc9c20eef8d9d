"""Checks made again, and recorded where they found something else."""

from __future__ import annotations

from itertools import count
from typing import Any

from rehearsals.checks.found import Found, found
from rehearsals.checks.recheck import Checker, reads_returns
from rehearsals.core import commands as c
from rehearsals.core.events import CheckRecorded
from rehearsals.desk import Desk
from rehearsals.journal.memory import MemoryJournal
from rehearsals.readiness import commands as r
from rehearsals.readiness.words import Served
from rehearsals.testing import OPENED, a_gate, a_runbook, a_task, an_opened_run, asked, at
from tests.rehearsals.readiness.register import Registry, an_ask

_numbers = count(1)
RETURNS = {"kinds": ["declaration"], "parties": ["recco"]}
CRITERIA = [
    {"id": "READY", "owner": "si", "check": {"tasks_done": {"tasks": ["A"]}}},
    {"id": "RETURNS", "owner": "si", "check": {"returns_complete": RETURNS}},
    {"id": "ASKED", "owner": "si"},
]


class Night:
    """A run DR1 with a checked gate, and the register of returns beside it."""

    def __init__(self, **changes: Any) -> None:
        book = a_runbook(
            a_task("A"),
            a_task("M", "A"),
            a_task("B", "M"),
            gates=[a_gate("G1", "M", criteria=CRITERIA)],
        )
        self.now = OPENED
        self.desk = Desk(MemoryJournal(), lambda: self.now)
        self.desk.open(an_opened_run(book, **changes), "DR1")
        self.registry = Registry(an_ask(gates=(Served(gate="trial/G1"),)))

    def checker(self) -> Checker:
        """The checks with what the register holds now."""
        return Checker(
            desk=self.desk, readiness=self.registry.state, probe=self._probe, sign=self._sign
        )

    def ask(self, minutes: float, kind: type[Any], **fields: Any) -> None:
        """Hand in a command at a minute."""
        self.now = at(minutes)
        self.desk.submit("DR1", asked(kind, **fields))

    def recorded(self) -> list[tuple[str, bool]]:
        """What stands in the run's journal: criterion, and whether it was met."""
        events = (fact.event for fact in self.desk.facts("DR1"))
        return [(e.criterion, e.met) for e in events if isinstance(e, CheckRecorded)]

    def pass_gate(self) -> None:
        """Do A, and decide the gate with everything met."""
        self.registry.accepted()
        self.ask(1, c.StartTask, task="A")
        self.ask(2, c.CompleteTask, task="A")
        self.ask(3, c.StartTask, task="M")
        self.checker().recheck("DR1")
        self.ask(4, c.RecordEvidence, gate="G1", criterion="ASKED", evidence="seen")
        self.ask(5, c.DecideGate, gate="G1", outcome="go", decided_by="sro", reason="All is well.")

    @staticmethod
    def _probe(check: object) -> Found:
        return found(met=True, value="never asked here", inputs={"check": str(check)})

    @staticmethod
    def _sign() -> c.By:
        return {"id": f"check-{next(_numbers)}", "actor": "ann", "channel": "test"}


def test_recheck_records_what_each_check_found() -> None:
    """Criteria that people show are left to people."""
    night = Night()

    made = night.checker().recheck("DR1")

    assert [(m.criterion, m.recorded) for m in made] == [("READY", True), ("RETURNS", True)]
    assert night.recorded() == [("READY", False), ("RETURNS", False)]


def test_recheck_records_no_finding_twice() -> None:
    """The journal holds news only."""
    night = Night()
    night.checker().recheck("DR1")

    made = night.checker().recheck("DR1")

    assert not any(m.recorded for m in made)
    assert len(night.recorded()) == 2


def test_recheck_records_again_in_a_new_sitting() -> None:
    """A decision rests on what was found at its meeting."""
    night = Night()
    night.registry.accepted()
    night.ask(1, c.StartTask, task="A")
    night.ask(2, c.CompleteTask, task="A")
    night.checker().recheck("DR1")
    night.ask(3, c.StartTask, task="M")

    made = night.checker().recheck("DR1")

    assert [m.recorded for m in made] == [True, True]


def test_withdrawal_reaches_a_gate_that_was_passed() -> None:
    """What turned bad behind a go is put down, and only that."""
    night = Night()
    night.pass_gate()
    assert night.checker().recheck("DR1") == ()
    night.registry.must(
        6, r.WithdrawReturn, return_id="D1", withdrawn_by="recco", reason="A fault."
    )

    made = night.checker().recheck_open_runs(reads_returns)

    assert [(m.criterion, m.found.met) for m in made["DR1"]] == [("RETURNS", False)]
    assert night.recorded()[-1] == ("RETURNS", False)


def test_return_that_is_good_again_reaches_a_gate_that_was_passed() -> None:
    """What had turned bad behind a go must not stay on the board for ever."""
    night = Night()
    night.pass_gate()
    night.registry.must(
        6, r.WithdrawReturn, return_id="D1", withdrawn_by="recco", reason="A fault."
    )
    night.checker().recheck_open_runs(reads_returns)
    night.registry.accepted()

    night.checker().recheck_open_runs(reads_returns)

    assert night.recorded()[-1] == ("RETURNS", True)


def test_run_on_a_virtual_clock_is_left_to_its_driver() -> None:
    """Nobody else may act in it."""
    night = Night(virtual=True, mode="simulation", seed=7)

    assert night.checker().recheck_open_runs(reads_returns) == {}


def test_refused_recording_is_told_and_the_others_are_made() -> None:
    """One refusal stops nothing."""
    night = Night()
    night.ask(1, c.AbandonRun, reason="over")

    made = night.checker().recheck("DR1", gates=["G1"])

    assert [m.recorded for m in made] == [False, False]
    assert all("abandoned" in m.refused for m in made)
