"""A gate and its meeting for tests, and what a command at it was answered."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.events import Fact
from rehearsals.testing import Trial, a_gate, a_runbook, a_task

Answer = tuple[Fact, ...] | c.Refusal
#: A criterion that a machine checks.
CHECKED = {"id": "CHECKED", "owner": "si", "check": {"tasks_done": {"tasks": ["M"]}}}


def a_gated_trial(**gate: Any) -> Trial:
    """A run whose task B waits for gate G1 with meeting M, which has just been started.

    `mode` and `carried` are the run's; everything else is the gate's.
    """
    opening = {key: gate.pop(key) for key in ("mode", "carried") if key in gate}
    runbook = a_runbook(a_task("M"), a_task("B", "M"), gates=[a_gate("G1", "M", **gate)])
    trial = Trial(runbook, **opening)
    trial.start(0, "M")
    return trial


def code(answer: object) -> str:
    """The code of a refusal, or `accepted`."""
    return answer.code if isinstance(answer, c.Refusal) else "accepted"


def accepted(answer: Answer) -> tuple[Fact, ...]:
    """The facts of a command that must be accepted."""
    assert not isinstance(answer, c.Refusal), str(answer)
    return answer


def found(trial: Trial, minutes: float, *, met: bool = True, **fields: Any) -> Answer:
    """Record a finding for the criterion CHECKED of G1."""
    given = {"gate": "G1", "criterion": "CHECKED", "value": "M is done", "digest": "0" * 64}
    return trial.ask(minutes, c.RecordCheck, **{**given, "met": met, **fields})


def advise(trial: Trial, minutes: float, adviser: str, advice: str = "go", **more: Any) -> Answer:
    """Give an adviser's word at G1."""
    given = {"gate": "G1", "adviser": adviser, "advice": advice, "reason": "seen it"}
    return trial.ask(minutes, c.Recommend, **{**given, **more})


def spoken(**fields: Any) -> dict[str, Any]:
    """The fields of a word that Sam said on the bridge, heard by Wendy, entered by ann."""
    return {"on_behalf_of": "Sam", "witness": "Wendy", "forum": "Bridge", **fields}
