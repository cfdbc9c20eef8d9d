"""What a change to a plan does: the finish, gates, outages and deadlines that move."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dependencies.plan import Deadline, Plan
from dependencies.planner import plan
from runbooks.model import Runbook


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A planned time (UTC) before and after a change; None where it was not or is not planned."""

    name: str
    before: datetime | None
    after: datetime | None

    @property
    def seconds(self) -> float | None:
        """How much later it is; None unless it stands in both plans."""
        if self.before is None or self.after is None:
            return None
        return (self.after - self.before).total_seconds()


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackMoved:
    """The slack (seconds) before a gate that is in both plans, before and after a change."""

    gate: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineMoved:
    """A deadline of both plans, before and after a change."""

    before: Deadline
    after: Deadline

    @property
    def newly_missed(self) -> bool:
        """Whether the change makes it missed."""
        return self.after.missed and not self.before.missed


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What moves; only what does is listed, but the finish always."""

    finish: Moved
    #: By the start of their meetings.
    gates: tuple[Moved, ...]
    #: By their ends.
    outages: tuple[Moved, ...]
    #: What lies between the last predecessor of a gate's meeting and its planned start.
    slacks: tuple[SlackMoved, ...]
    tasks_before: int
    tasks_after: int
    #: Those of both plans of which there is more or less to spare; see `missed`.
    deadlines: tuple[DeadlineMoved, ...] = ()

    @property
    def missed(self) -> tuple[DeadlineMoved, ...]:
        """The deadlines that are kept before the change and missed after it."""
        return tuple(one for one in self.deadlines if one.newly_missed)


def effect(
    before: Runbook,
    after: Runbook,
    scope_before: Collection[str],
    scope_after: Collection[str],
) -> Effect:
    """What planning says of two versions of a runbook; raises what `plan` does.

    Both are planned from the runbook's start, whatever has happened since: it is what the change
    does to the plan, not a forecast of the night.
    """
    return effect_of_plans(before, plan(before, scope_before), after, plan(after, scope_after))


def effect_of_plans(before: Runbook, old: Plan, after: Runbook, new: Plan) -> Effect:
    """What moves between two plans, each of its own version of a runbook."""
    return Effect(
        finish=Moved(name="finish", before=old.finish, after=new.finish),
        gates=tuple(_moved(_meetings(before, old), _meetings(after, new))),
        outages=tuple(_moved(_ends(old), _ends(new))),
        slacks=tuple(_slacks(_slack(before, old), _slack(after, new))),
        tasks_before=len(old.tasks),
        tasks_after=len(new.tasks),
        deadlines=tuple(_deadlines(old, new)),
    )


def _moved(old: Mapping[str, datetime], new: Mapping[str, datetime]) -> Iterator[Moved]:
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield Moved(name=name, before=old.get(name), after=new.get(name))


def _slacks(old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[SlackMoved]:
    for gate, seconds in new.items():
        if gate in old and old[gate] != seconds:
            yield SlackMoved(gate=gate, before=old[gate], after=seconds)


def _deadlines(old: Plan, new: Plan) -> Iterator[DeadlineMoved]:
    known = {(one.kind, one.id): one for one in old.deadlines}
    for deadline in new.deadlines:
        was = known.get((deadline.kind, deadline.id))
        if was is not None and was.margin != deadline.margin:
            yield DeadlineMoved(before=was, after=deadline)


def _slack(runbook: Runbook, planned: Plan) -> dict[str, int]:
    chains = {gate.id: planned.chains.get(gate.id) for gate in runbook.gates}
    return {gate: chain.slack for gate, chain in chains.items() if chain}


def _meetings(runbook: Runbook, planned: Plan) -> dict[str, datetime]:
    return {
        gate.id: planned.tasks[gate.meeting].early_start
        for gate in runbook.gates
        if gate.meeting in planned.tasks
    }


def _ends(planned: Plan) -> dict[str, datetime]:
    return {key: outage.end for key, outage in planned.outages.items()}
