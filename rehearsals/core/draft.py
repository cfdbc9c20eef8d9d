"""A state of a run under construction: mutable, owned by one fold, and frozen at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rehearsals.core.events import RunClosed
from rehearsals.core.state import GateRecord, RunState, TaskRecord


class Draft:
    """Copies the maps of a state once, so that each fact after that changes them in place."""

    def __init__(self, state: RunState) -> None:
        self._base = state
        self.runbook = state.runbook
        self.tasks = dict(state.tasks)
        self.gates = dict(state.gates)
        self.outages = dict(state.outages)
        self.attendance = dict(state.attendance)
        self.notes = list(state.notes)
        self.attachments = list(state.attachments)
        self.index = state.index
        self.stopped = state.stopped
        self.stopped_at = state.stopped_at
        self.communications = state.communications
        self.roll_calls = list(state.roll_calls)
        self.handovers = list(state.handovers)
        self.incidents = dict(state.incidents)
        self.observations = list(state.observations)
        self.items = dict(state.items)
        self.activated = dict(state.activated)
        self.left = dict(state.left)
        self.amendments = list(state.amendments)
        self.recommended_back = state.recommended_back
        self.turned_back = list(state.turned_back)
        self.given_up = state.given_up
        self.settled_count = state.settled_count
        self.seq = state.seq
        self.last_at = state.last_at
        self._closed: tuple[RunClosed, datetime] | None = None

    def task(self, task_id: str) -> TaskRecord:
        """The record of a task so far."""
        return self.tasks.get(task_id) or self._base.task(task_id)

    def gate(self, gate_id: str) -> GateRecord:
        """The record of a gate so far."""
        return self.gates.get(gate_id) or self._base.gate(gate_id)

    def close(self, event: RunClosed, at: datetime) -> None:
        """The run is over."""
        self._closed = (event, at)

    def frozen(self) -> RunState:
        """The state; the draft must not be used after that."""
        state = replace(
            self._base,
            tasks=self.tasks,
            gates=self.gates,
            outages=self.outages,
            attendance=self.attendance,
            notes=tuple(self.notes),
            attachments=tuple(self.attachments),
            runbook=self.runbook,
            index=self.index,
            stopped=self.stopped,
            stopped_at=self.stopped_at,
            communications=self.communications,
            roll_calls=tuple(self.roll_calls),
            handovers=tuple(self.handovers),
            incidents=self.incidents,
            observations=tuple(self.observations),
            items=self.items,
            activated=self.activated,
            left=self.left,
            amendments=tuple(self.amendments),
            recommended_back=self.recommended_back,
            turned_back=tuple(self.turned_back),
            given_up=self.given_up,
            settled_count=self.settled_count,
            seq=self.seq,
            last_at=self.last_at,
        )
        if self._closed is None:
            return state
        event, at = self._closed
        return replace(state, status=event.outcome, closed_at=at, close_reason=event.reason)
