"""What the engine records at a running decision meeting: the checks that the run itself answers.

A check is recorded once in every sitting, and again whenever it finds something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rehearsals.checks.evaluate import evaluate_run
from rehearsals.checks.found import Found, needs_recording
from rehearsals.core.command import ENGINE
from rehearsals.core.commands import RecordCheck
from rehearsals.core.state import RunState
from runbooks.checks import Check
from runbooks.gates import Criterion, Gate
from runbooks.model import Runbook

ACTOR = "engine"


class GateChecks:
    """Decides which checks of running meetings are to be recorded."""

    def __init__(self) -> None:
        self._runbook: Runbook | None = None
        self._gates: tuple[Gate, ...] = ()
        #: The sitting and the digest last asked for: what the run refused is not asked for again.
        self._asked: dict[tuple[str, str], tuple[datetime, str]] = {}
        #: What a forecast was found to say, after which event and as of when.
        self._forecast: dict[str, tuple[int, datetime, Found | None]] = {}

    def due(self, state: RunState, now: datetime) -> Iterator[RecordCheck]:
        """The commands that put down what is news at an instant (aware)."""
        if self._runbook is not state.runbook:  # the first look, or the plan was amended
            self._runbook = state.runbook
            self._gates = tuple(
                gate
                for gate in state.runbook.gates
                if any(criterion.check for criterion in gate.criteria)
            )
        for gate in self._gates:
            meeting = state.task(gate.meeting)
            if meeting.progress == "running":
                sitting = meeting.attempts[-1].started_at
                for criterion in gate.criteria:
                    yield from self._look_at(state, gate, criterion, sitting, now)

    def _look_at(
        self, state: RunState, gate: Gate, criterion: Criterion, sitting: datetime, now: datetime
    ) -> Iterator[RecordCheck]:
        finding = self._find(criterion.check, state, now) if criterion.check else None
        if finding is None or not needs_recording(state, gate, criterion, finding):
            return
        key, asked = (gate.id, criterion.id), (sitting, finding.digest)
        if self._asked.get(key) == asked:
            return
        self._asked[key] = asked
        yield RecordCheck(
            gate=gate.id,
            criterion=criterion.id,
            met=finding.met,
            value=finding.value,
            digest=finding.digest,
            looked=finding.looked,
            # The sequence number makes it another command when the same finding comes back.
            id=f"engine:check:{gate.id}:{criterion.id}:{state.seq}",
            actor=ACTOR,
            channel=ENGINE,
        )

    def _find(self, check: Check, state: RunState, now: datetime) -> Found | None:
        """What a check finds; a forecast is made again after an event or a minute, no sooner.

        It is made as of then, whenever it is looked at: an engine that is started anew finds the
        same.
        """
        if check.forecast_p80_before is None:
            return evaluate_run(check, state, now)
        minute = now.replace(second=0, microsecond=0)
        since, key = max(minute, state.last_at or minute), check.model_dump_json()
        kept = self._forecast.get(key)
        if kept is None or kept[:2] != (state.seq, since):
            kept = (state.seq, since, evaluate_run(check, state, since))
            self._forecast[key] = kept
        return kept[2]
