"""The history of one task, or of one gate: the facts of a run that concern it, oldest first.

Pure over the facts, so that whoever tells of a task (a page, a report) tells the same. What comes
with an entry, such as the outage that a start opens, is part of its history too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from rehearsals.core import events as e

#: Of these the history of a gate's meeting tells, too; what is shown before is the gate's own.
_DECISIONS = e.VoteCast | e.VoteTakenBack | e.GateDecided | e.GateWithdrawn | e.GateReevaluated
#: What comes with an entry about a task and names none.
_CONSEQUENCES = e.OutageOpened | e.OutageClosed | e.ParticipantActivated
_SAID: dict[e.Undone, type[e.Event]] = {
    "started": e.TaskStarted,
    "finished": e.TaskFinished,
    "failed": e.TaskFailed,
    "skipped": e.TaskSkipped,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryEntry:
    """One fact of the history of a task or a gate."""

    #: Its place among the facts of the run, from 1: the sequence number of its stream.
    seq: int
    fact: e.Fact
    #: Whether it was taken back later as a mistake; it stays in the history, marked.
    taken_back: bool = False

    @property
    def event(self) -> e.Event:
        """What happened."""
        return self.fact.event

    @property
    def at(self) -> datetime:
        """When it happened (UTC)."""
        return self.fact.at

    @property
    def recorded_at(self) -> datetime:
        """When it was entered (UTC)."""
        return self.fact.recorded_at

    @property
    def voice(self) -> str:
        """Whose word it is: an id or a name."""
        return self.fact.on_behalf_of or self.fact.actor

    @property
    def entered_by(self) -> str | None:
        """Who entered it, if it is somebody else's word."""
        return self.fact.actor if self.voice != self.fact.actor else None

    @property
    def late(self) -> bool:
        """Whether it was entered after it had happened."""
        return self.fact.late

    @property
    def out_of_sequence(self) -> str | None:
        """Why it began before its turn, if it is a start that did."""
        event = self.fact.event
        return event.out_of_sequence if isinstance(event, e.TaskStarted) else None


def history_of(facts: Iterable[e.Fact], task_id: str) -> tuple[HistoryEntry, ...]:
    """What concerns a task, by when it happened: of one instant as it was entered.

    `facts` are those of a run from its opening on. Of a gate's meeting its decisions are part.
    Empty for a task that nothing has happened to, and for one that there is not.
    """
    return _told(facts, _Concern(task=task_id))


def also_for_gate(facts: Iterable[e.Fact], gate: str) -> tuple[HistoryEntry, ...]:
    """The same for a gate: its evidence, checks, advice, votes, decisions and what they left open.

    With it stand the starts and ends of its meeting, which is a task with a history of its own.
    """
    return _told(facts, _Concern(gate=gate))


def _told(facts: Iterable[e.Fact], concern: _Concern) -> tuple[HistoryEntry, ...]:
    found: list[HistoryEntry] = []
    commands: set[str] = set()
    for seq, fact in enumerate(facts, 1):
        mine = concern.takes(fact.event)
        if mine:
            commands.add(fact.command)
            _mark_taken_back(found, fact.event)
        elif not (isinstance(fact.event, _CONSEQUENCES) and fact.command in commands):
            continue
        found.append(HistoryEntry(seq=seq, fact=fact))
    return tuple(sorted(found, key=lambda entry: (entry.at, entry.seq)))


def _mark_taken_back(found: list[HistoryEntry], event: e.Event) -> None:
    """The newest entry that an event takes back, if it takes one back."""
    place = next((n for n in reversed(range(len(found))) if _is_undone(found[n], event)), None)
    if place is not None:
        found[place] = replace(found[place], taken_back=True)


def _is_undone(entry: HistoryEntry, event: e.Event) -> bool:
    said = entry.event
    if entry.taken_back:
        return False
    match event:
        case e.EntryUndone(what=what, attempt=attempt):
            return isinstance(said, _SAID[what]) and getattr(said, "attempt", 0) == attempt
        case e.CopyWithdrawn(party=party):
            return isinstance(said, e.CopyConfirmed) and said.party == party
        case e.VoteTakenBack(member=member):
            return isinstance(said, e.VoteCast) and said.member == member
        case _:
            return False


class _Concern:
    """What a history is of, and what of the run must be kept in mind to know what concerns it."""

    def __init__(self, *, task: str | None = None, gate: str | None = None) -> None:
        self._task = task
        self._gate = gate
        self._meetings: dict[str, str] = {}
        self._proposed: dict[int, e.AmendmentProposed] = {}
        self._amendments: set[int] = set()
        self._observations: set[int] = set()
        self._incidents: set[str] = set()

    def takes(self, event: e.Event) -> bool:
        """Whether an event concerns it; events must be given one after the other."""
        if isinstance(event, e.TaskEvent):
            return self._of_tasks(_tasks_of(event))
        if isinstance(event, e.GateEvent):
            return self._gate_event(event)
        if isinstance(event, e.PlanEvent):
            return self._plan(event)
        if isinstance(event, e.ControlEvent):
            return self._control(event)
        if isinstance(event, e.RunOpened):
            gates = event.runbook.get("gates", ())
            self._meetings = {gate["id"]: gate["meeting"] for gate in gates}
            return False
        return isinstance(event, e.NoteAdded | e.FileAttached) and self._is(event.task, event.gate)

    def _is(self, task: str | None, gate: str | None) -> bool:
        if self._task is not None:
            return task == self._task
        return gate == self._gate

    def _of_tasks(self, tasks: Iterable[str]) -> bool:
        subject = self._task or self._meetings.get(self._gate or "")
        return subject is not None and subject in tasks

    def _gate_event(self, event: e.GateEvent) -> bool:
        if isinstance(event, e.ItemClosed | e.RiskExtended):
            # The items of a decision are called by its gate: `G1-1-C2`.
            return self._gate is not None and event.item.rsplit("-", 2)[0] == self._gate
        if self._gate is not None:
            return event.gate == self._gate
        return isinstance(event, _DECISIONS) and self._meetings.get(event.gate) == self._task

    def _plan(self, event: e.PlanEvent) -> bool:
        match event:
            case e.AmendmentProposed():
                self._proposed[event.number] = event
                if mine := any(map(self._touched, event.changes)):
                    self._amendments.add(event.number)
                return mine
            case e.AmendmentApproved():
                for change in self._proposed[event.number].changes:
                    if change.kind == "gate" and change.after is not None:
                        self._meetings[change.id] = change.after["meeting"]
                return event.number in self._amendments
            case e.AmendmentRejected():
                return event.number in self._amendments
            case e.TurnedBack():
                from_here = self._gate is not None and event.gate == self._gate
                return from_here or self._of_tasks((*event.given_up, *event.leg))
            case e.WayBackExtended():
                return self._of_tasks((event.task, *event.leg))
            case _:
                return False

    def _touched(self, change: e.Change) -> bool:
        """Whether a change is of it; that of a gate touches the gate's meeting, too."""
        if change.kind == "gate":
            meetings = {self._meetings.get(change.id), (change.after or {}).get("meeting")}
            return change.id == self._gate or (self._task is not None and self._task in meetings)
        return change.kind == "task" and self._of_tasks((change.id,))

    def _control(self, event: e.ControlEvent) -> bool:
        match event:
            case e.ObservationRecorded():
                if mine := self._is(event.task, event.gate):
                    self._observations.add(event.number)
                return mine
            case e.ObservationAnswered() | e.ObservationFinal():
                return event.number in self._observations
            case e.IncidentLinked():
                # A reference that was closed may be linked again, to something else.
                self._incidents.discard(event.reference)
                if mine := self._is(event.task, None):
                    self._incidents.add(event.reference)
                return mine
            case e.IncidentClosed():
                return event.reference in self._incidents
            case _:
                return False


def _tasks_of(event: e.TaskEvent) -> Iterator[str]:
    yield event.task
    if isinstance(event, e.BranchHeld):
        yield from event.held
    elif isinstance(event, e.BranchReleased):
        yield from event.released
