"""A small cutover with two systems and both ways back, for the tests of turning back."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from runbooks.model import Runbook

FORWARD = (
    a_task("CLOSE", works_on=["EES", "CSS"]),
    a_task("M1", "CLOSE"),
    a_task("EES-UP", "M1", works_on=["EES"], undo="R-EES"),
    a_task("CSS-UP", "M1", works_on=["CSS"], undo="R-CSS"),
    a_task("EES-TEST", "EES-UP", works_on=["EES"]),
    a_task("M2", "EES-UP", "CSS-UP"),
    a_task("CSS-TEST", "M2", works_on=["CSS"]),
    a_task("GO", "M2", "EES-TEST", irreversible=True),
)


def a_cutover(**changes: Any) -> Runbook:
    """CLOSE, G1, then EES and CSS each upgraded and tested, G2, and GO, which is irreversible.

    Standing down from G1 reopens; rolling back from G2 restores EES, CSS, or both.
    """
    return a_runbook(
        *changes.pop("tasks", FORWARD),
        **{
            "systems": {"EES": {"name": "Enquiries"}, "CSS": {"name": "Switching"}},
            "gates": [a_gate("G1", "M1"), a_gate("G2", "M2")],
            "outages": {"OUT-EES": _outage("EES", "S-EES"), "OUT-CSS": _outage("CSS", "S-CSS")},
            "stand_down": a_stand_down(),
            "rollback": a_rollback(),
            **changes,
        },
    )


def a_stand_down(**changes: Any) -> dict[str, Any]:
    """From G1: say so, reopen each system, check."""
    return {
        "gates": ["G1"],
        "authority": "sro",
        "tasks": [
            a_task("S-SAY", always=True),
            a_task("S-EES", "S-SAY", undoes=["CLOSE"], works_on=["EES"]),
            a_task("S-CSS", "S-SAY", undoes=["CLOSE"], works_on=["CSS"]),
            a_task("S-CHECK", "S-EES", "S-CSS", always=True),
        ],
        **changes,
    }


def a_rollback(**changes: Any) -> dict[str, Any]:
    """From G2: say so, restore each system, check, which ends the outages."""
    return {
        "gates": ["G2"],
        "authority": "sro",
        "tasks": [
            a_task("R-SAY", always=True),
            a_task("R-EES", after=[{"task": "R-SAY", "lag": "5m"}], works_on=["EES"]),
            a_task("R-CSS", after=[{"task": "R-SAY", "lag": "5m"}], works_on=["CSS"]),
            a_task("R-CHECK", after=[{"task": "R-EES", "lag": "10m"}, "R-CSS"], always=True),
        ],
        **changes,
    }


def at_first_gate(**changes: Any) -> Trial:
    """A run whose systems are closed and whose first meeting sits, at minute 20."""
    trial = Trial(a_cutover(**changes))
    trial.do(0, 10, "CLOSE")
    trial.start(20, "M1")
    return trial


def past_first_gate(**changes: Any) -> Trial:
    """A run that may change its systems, at minute 30."""
    trial = at_first_gate(**changes)
    trial.show(25, "G1")
    trial.decide(30, "G1")
    return trial


def at_second_gate(**changes: Any) -> Trial:
    """A run whose systems are changed and whose second meeting sits, at minute 60."""
    trial = past_first_gate(**changes)
    trial.do(30, 40, "EES-UP")
    trial.do(30, 50, "CSS-UP")
    trial.start(60, "M2")
    return trial


def turn_back(trial: Trial, minutes: float, **fields: Any) -> tuple[e.Fact, ...] | c.Refusal:
    """Decide a rollback of the whole from G2 in the name of the SRO, if nothing else is said."""
    given = {"kind": "rollback", "gate": "G2", "decided_by": "sro", "reason": "it does not work"}
    return trial.ask(minutes, c.TurnBack, **{**given, **fields})


def stand_down(trial: Trial, minutes: float, **fields: Any) -> tuple[e.Fact, ...] | c.Refusal:
    """Decide to stand the whole down from G1 in the name of the SRO."""
    return turn_back(trial, minutes, **{"kind": "stand_down", "gate": "G1", **fields})


def code_of(answer: tuple[e.Fact, ...] | c.Refusal) -> str:
    """The code of a refusal; empty if there is none."""
    return answer.code if isinstance(answer, c.Refusal) else ""


def decided(trial: Trial) -> e.TurnedBack:
    """The newest decision to turn back."""
    return trial.state.turned_back[-1].what


def _outage(system: str, stand_down_task: str) -> dict[str, Any]:
    return {
        "system": system,
        "opens": {"task": "CLOSE", "at": "start"},
        "closes": {"task": "GO", "at": "finish"},
        "stand_down_closes": {"task": stand_down_task, "at": "finish"},
        "rollback_closes": {"task": "R-CHECK", "at": "finish"},
    }
