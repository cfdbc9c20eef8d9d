"""Nights on which much goes wrong, played by hand: stops, late entries, changes, turning back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.words import AcceptedRisk, Change, Condition
from rehearsals.testing import OPENED, Trial, a_gate, a_runbook, a_task, at
from runbooks.model import Runbook
from runbooks.writer import to_data

DIGEST = "ab" * 32


def a_hard_runbook(*, deadline: str | None = None, **changes: Any) -> Runbook:
    """A, the gate G1, B and C side by side (C in copies), the gate G2, then D; each 30 minutes.

    EES is out from the start of A to the end of D. Turning back undoes A by R-A (20 minutes), after
    R-FIRST and before R-LAST (10 minutes each); R-D would undo D,
    which may have a deadline.
    """
    leg = [
        a_task("R-FIRST", duration="10m", always=True),
        a_task("R-A", "R-FIRST", duration="20m", undoes=["A"]),
        a_task("R-D", "R-FIRST", duration="60m", undoes=["D"]),
        a_task("R-LAST", "R-A", "R-D", duration="10m", always=True),
    ]
    check = {"id": "TASKS", "owner": "si", "check": {"tasks_done": {"tasks": ["A"]}}}
    return a_runbook(
        a_task("A", phase="Quiesce", works_on=["EES"]),
        a_task("M1", "A", party="sro", phase="Decide"),
        a_task("B", "M1", phase="Deploy"),
        a_task("C", "M1", phase="Deploy", for_each="ldsos"),
        a_task("M2", "B", "C", party="sro", phase="Decide"),
        a_task("D", "M2", phase="Deploy", works_on=["EES"], not_after=deadline),
        gates=[
            a_gate("G1", "M1", advised_by=["recco"], criteria=[check]),
            a_gate("G2", "M2", on_no_go="rollback", criteria=[]),
        ],
        outages={
            "OUT-EES": {
                "system": "EES",
                "opens": {"task": "A", "at": "start"},
                "closes": {"task": "D", "at": "finish"},
                "rollback_closes": {"task": "R-LAST", "at": "finish"},
                "returns": "retired",
            }
        },
        rollback={"gates": ["G1", "G2"], "authority": "sro", "tasks": leg},
        restore_by="2026-01-12T16:00",
        **changes,
    )


class HardNight(Trial):
    """A trial whose refusals are errors, by ann on a command line."""

    def say(self, minutes: float, kind: type[Any], /, **fields: Any) -> None:
        """Hand in a command; AssertionError with the refusal if it is refused."""
        self._must(self.ask(minutes, kind, **fields))

    def go(self, minutes: float, gate: str, **fields: Any) -> None:
        """Decide a gate, go unless said otherwise."""
        self._must(self.decide(minutes, gate, **fields))


def a_hard_night(*, deadline: str | None = None, **changes: Any) -> HardNight:
    """A to G1 with all that may be said on the way; the plan is amended, and G2 is before us."""
    night = HardNight(a_hard_runbook(deadline=deadline), **changes)
    night.say(0, c.CallRoll, title="Before we begin", parties=("si", "recco", "north"))
    night.say(2, c.AnswerRoll, party="si")
    night.say(4, c.AnswerRoll, party="recco", note="on the bridge")
    night.say(5, c.AnswerRoll, party="north", present=False, note="no answer")
    night.start(5, "A")
    night.say(6, c.LinkIncident, reference="INC-1", summary="EES is slow", system="EES", task="A")
    night.say(20, c.CloseIncident, reference="INC-1", resolution="A disk was full.")
    night.say(60, c.CompleteTask, task="A", happened_at=at(50))
    night.start(62, "M1")
    night.say(63, c.RecordCheck, gate="G1", criterion="TASKS", met=True, value="A is done.",
              digest=DIGEST)  # fmt: skip
    night.say(64, c.Recommend, gate="G1", adviser="recco", advice="go", reason="All is well.")
    risk = AcceptedRisk(risk="No spare disk", accepted_by="sro", expires=at(100))
    condition = Condition(item="Order a disk", owner="si", due=OPENED + timedelta(days=2))
    night.go(70, "G1", outcome="go_with_conditions", conditions=(condition,), risks=(risk,),
             forum="bridge", on_behalf_of="Sam", witness="Wendy")  # fmt: skip
    night.say(72, c.StopStarts, reason="The bridge is down.")
    night.say(90, c.AllowStarts, reason="It is up again.")
    night.start(91, "B")
    night.say(91.5, c.UndoEntry, task="B", reason="C was meant")
    night.say(92, c.ReassignTask, task="B", party="recco", reason="si is ill")
    night.do(93, 120, "B")
    night.start(121, "C")
    night.done(130, "C", parties=("north",))
    night.done(140, "C", parties=("south",))
    return night


def a_paper_night(**changes: Any) -> HardNight:
    """The hard night, with more of what is only said: shifts, observations, amendments, leaving."""
    night = a_hard_night(**changes)
    night.say(141, c.HandOverShift, desk="cutover manager", to="Dawn", text="Mind the disk.")
    night.say(145, c.TakeShift, number=1, actor="Dawn")
    night.say(146, c.RecordObservation, text="No test was seen.", party="si", task="B")
    night.say(147, c.AnswerObservation, number=1, text="It was run before.")
    night.say(148, c.FinishObservation, number=1)
    night.say(149, c.AddNote, text="Check disks beforehand.", lesson=True)
    night.say(150, c.SetCommunications, mode="off", reason="quiet")
    night.say(151, c.ReopenTask, task="C", parties=("south",), reason="the wrong file")
    night.done(153, "C", parties=("south",))
    night.say(154, c.CloseItem, item="G1-1-C1", evidence="ordered")
    night.say(155, c.ExtendRisk, item="G1-1-R1", decided_by="sro", expires=at(2000),
              reason="not come yet")  # fmt: skip
    before = next(t for t in to_data(night.state.runbook)["tasks"] if t["id"] == "D")
    after = {**before, "duration": "90m"}
    change = Change(kind="task", id="D", before=before, after=after)
    night.say(156, c.ProposeAmendment, changes=(change,), reason="The disk is slow.")
    night.say(158, c.ApproveAmendment, number=1, decided_by="sro", actor="sue")
    return night


def a_night_turned_back(**changes: Any) -> HardNight:
    """The hard night, turned back from G2 after 170 minutes, over after 220."""
    night = a_hard_night(**changes)
    night.start(150, "M2")
    night.say(160, c.RecommendTurningBack, kind="rollback", reason="We will not make it.")
    night.say(170, c.TurnBack, kind="rollback", gate="G2", decided_by="sro", forum="bridge",
              reason="Too late for D.")  # fmt: skip
    night.do(171, 180, "R-FIRST")
    night.do(182, 205, "R-A")
    night.do(206, 220, "R-LAST")
    return night
