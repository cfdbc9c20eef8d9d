"""What an amendment may not touch: what has begun, what is out of scope, and what a gate holds.

A rule is given the run as it stands and the plan as it would be, and yields refusals. They are all
asked, so that whoever amends learns everything that is in the way at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rehearsals.core.command import Refusal
from rehearsals.core.ends import End, ends_behind
from rehearsals.core.index import RunIndex
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.core.words import Change
from runbooks.model import Runbook
from runbooks.outages import Edge

#: What may still change of an outage that has opened: how it ends, and what is said of it.
_END_OF_OUTAGE = frozenset({"closes", "rollback_closes", "to", "note", "hard_limit"})
_WRITE = "Write the plan down with `callboard amend {run} --write FILE`, and change what is ahead."


@dataclass(frozen=True, kw_only=True, slots=True)
class Amending:
    """A run as it stands, and its plan as it would be."""

    state: RunState
    changes: tuple[Change, ...]
    runbook: Runbook
    index: RunIndex

    def of(self, kind: str) -> Iterator[Change]:
        """The changes of one kind."""
        return (change for change in self.changes if change.kind == kind)

    def no(self, code: str, message: str) -> Refusal:
        """A refusal that says where to begin again."""
        return refuse(code, message, _WRITE.format(run=self.state.run))


Rule = Callable[[Amending], Iterator[Refusal]]


def has_begun(state: RunState, task: str) -> bool:
    """Whether anything has been done at a task, or it is settled or given up."""
    record = state.task(task)
    return (
        bool(record.attempts or record.confirmations)
        or record.progress != "open"
        or task in state.given_up
    )


def meets_or_passed(state: RunState, gate: str, meeting: str) -> bool:
    """Whether a gate is passed, or its meeting runs."""
    return state.gate(gate).passed or state.task(meeting).progress == "running"


def begun_tasks(amending: Amending) -> Iterator[Refusal]:
    """What has begun stays as it was when it began: its owner, instructions, links, everything."""
    state = amending.state
    for change in amending.of("task"):
        if change.before is not None and has_begun(state, change.id):
            yield amending.no(
                "already-begun",
                f"{change.id} has begun or is settled; it stays as it is.",
            )
        elif change.after is None and _is_spoken_of(state, change.id):
            yield amending.no(
                "is-spoken-of",
                f"{change.id} stands in the journal already (held, noted or given to another "
                "owner); it cannot be taken out. Skip it instead.",
            )


def out_of_scope(amending: Amending) -> Iterator[Refusal]:
    """What this run does not cover is not amended from it."""
    state = amending.state
    covered = state.index.tasks
    for change in amending.of("task"):
        if change.before is not None and change.id not in covered:
            yield amending.no("out-of-scope", f"{change.id} is not in the scope of this run.")
    for change in amending.of("gate"):
        before = state.runbook.gate_by_id.get(change.id)
        if before is not None and before.meeting not in covered:
            yield amending.no(
                "out-of-scope", f"The meeting of {change.id} is not in the scope of this run."
            )


def begun_gates(amending: Amending) -> Iterator[Refusal]:
    """A gate that is passed or is sat upon stays; a new sitting is not put upon begun work."""
    state = amending.state
    for change in amending.of("gate"):
        before = state.runbook.gate_by_id.get(change.id)
        after = amending.runbook.gate_by_id.get(change.id)
        if before is not None and meets_or_passed(state, before.id, before.meeting):
            yield amending.no(
                "already-begun", f"{change.id} is passed, or its meeting runs; it stays as it is."
            )
        elif (
            after is not None
            and (before is None or before.meeting != after.meeting)
            and has_begun(state, after.meeting)
        ):
            yield amending.no(
                "already-begun",
                f"{after.meeting} has begun; it cannot become the meeting of {change.id}.",
            )


def opened_outages(amending: Amending) -> Iterator[Refusal]:
    """Of an outage that opened only its end may move; of one that closed nothing."""
    for change in amending.of("outage"):
        record = amending.state.outage(change.id)
        if record.opened_at is None:
            continue
        if record.closed_at is not None:
            yield amending.no("already-begun", f"Outage {change.id} is over; it stays as it was.")
        elif change.after is None or not _differing(change) <= _END_OF_OUTAGE:
            yield amending.no(
                "already-begun",
                f"Outage {change.id} has opened; only its end may be moved.",
            )


def missed_edges(amending: Amending) -> Iterator[Refusal]:
    """An outage is not tied to something that has happened: it would never open, or never close."""
    for change in amending.of("outage"):
        if change.after is None:
            continue
        outage = amending.runbook.outages[change.id]
        before = amending.state.runbook.outages.get(change.id)
        for word, edge, was in (
            ("opens", outage.opens, before and before.opens),
            ("closes", outage.closes, before and before.closes),
        ):
            if edge and edge != was and _is_past(amending.state, edge):
                yield amending.no(
                    "already-begun",
                    f"Outage {change.id} {word} at the {edge.at} of {edge.task}, which is past.",
                )


def past_a_gate(amending: Amending) -> Iterator[Refusal]:
    """What waits for a gate that is not passed goes on waiting for it: tasks, and outages' ends."""
    state, index = amending.state, amending.index
    for gate in state.index.meeting_of.values():
        if state.gate(gate.id).passed:
            continue
        kept = amending.runbook.gate_by_id.get(gate.id)
        if kept is None:
            yield amending.no(
                "past-a-gate", f"{gate.id} is not passed; it cannot be taken out of the plan."
            )
            continue
        waiting = ends_behind(state.index, (gate.meeting, "finish"))
        still = ends_behind(index, (kept.meeting, "finish"))
        let_go_early = {task for task, _ in waiting - still} - {kept.meeting}
        tasks = [t for t in state.index.tasks if t in let_go_early and t in index.tasks]
        let_go = [*tasks, *_ends_let_go(amending, waiting, still)]
        if let_go:
            yield amending.no(
                "past-a-gate",
                f"{gate.id} is not passed, and {', '.join(let_go)} would no longer wait for it.",
            )


def _ends_let_go(amending: Amending, waiting: set[End], still: set[End]) -> Iterator[str]:
    """Ends of outages that came behind a gate, and would come by tasks that do not."""
    for key, before in amending.state.runbook.outages.items():
        after = amending.runbook.outages.get(key)
        if after is None:
            continue
        for word, was, now in (
            ("opening", before.opens, after.opens),
            ("end", before.closes, after.closes),
        ):
            if was and now != was and (was.task, was.at) in waiting:
                if now and (now.task, now.at) in still:
                    continue
                yield f"the {word} of {key}"


#: Asked in this order; the first refusal gives the code.
RULES: tuple[Rule, ...] = (
    begun_tasks,
    begun_gates,
    opened_outages,
    missed_edges,
    out_of_scope,
    past_a_gate,
)


def _is_spoken_of(state: RunState, task: str) -> bool:
    return (
        task in state.tasks
        or any(note.task == task for note in state.notes)
        or any(incident.task == task for incident in state.incidents.values())
        or any(observation.task == task for observation in state.observations)
    )


def _is_past(state: RunState, edge: Edge) -> bool:
    return has_begun(state, edge.task) if edge.at == "start" else state.task(edge.task).settled


def _differing(change: Change) -> set[str]:
    before, after = _of(change.before), _of(change.after)
    return {key for key in {**before, **after} if before.get(key) != after.get(key)}


def _of(data: dict[str, Any] | None) -> dict[str, Any]:
    return data or {}
