"""The ways back from where a run stands: what each would come to, how long, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name
from console.turning_back import asked_on_no_go
from console.ways_back import Preview, previews
from console.web.reading import Look
from console.web.views.moments import Shown, shown
from rehearsals.core.command import Refusal
from rehearsals.core.plan.turning_rules import authorities
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.clocktime import minutes_text
from runbooks.gates import Gate
from runbooks.ways_back import WAY_BACK_NAMES

__all__ = ["LegTask", "WayRow", "asked_on_no_go", "ways_back"]


@dataclass(frozen=True, kw_only=True, slots=True)
class LegTask:
    """A task of the way back."""

    id: str
    title: str
    owner: str
    start: Shown | None
    end: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class WayRow:
    """A way back, or why it cannot be taken."""

    kind: WayBackKind
    #: `Rollback`.
    name: str
    #: The gate from which it can be taken; empty if it cannot.
    gate: str
    #: Why it cannot be taken now; empty if it can.
    why_not: str
    systems: tuple[str, ...] = ()
    #: Who may decide it: the parties, and their names.
    parties: tuple[str, ...] = ()
    deciders: str = ""
    takes: str = ""
    over: Shown | None = None
    restore_by: Shown | None = None
    latest: Shown | None = None
    #: Whether it would end too late if it were decided now.
    too_late: bool = False
    #: What closes it, and when that is planned.
    until: str = ""
    until_at: Shown | None = None
    #: Tasks that are given up, and those of them that are stopped as they run.
    given_up: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    outages: tuple[str, ...] = ()
    leg: tuple[LegTask, ...] = ()


def ways_back(look: Look, systems: tuple[str, ...] = ()) -> tuple[WayRow, ...]:
    """Both ways back of a run, of the whole or of some systems; none of a run that is over."""
    state = look.state
    if state.status != "open":
        return ()
    return tuple(
        _row(state, found) if isinstance(found, Preview) else _closed(state, kind, found)
        for kind, found in previews(state, look.now, systems)
        if state.runbook.way_back(kind).tasks
    )


def from_gate(look: Look, gate: Gate) -> tuple[WayRow, ...]:
    """The ways back that can be taken from a gate as the run stands."""
    return tuple(row for row in ways_back(look) if row.gate == gate.id)


def _closed(state: RunState, kind: WayBackKind, found: Refusal | None) -> WayRow:
    gates = ", ".join(state.runbook.way_back(kind).gates) or "no gate"
    elsewhere = (
        f"Not from here: it is decided from {gates}, once the meeting of that gate has begun and "
        "until that of a later one does."
    )
    return WayRow(
        kind=kind,
        name=WAY_BACK_NAMES[kind].capitalize(),
        gate="",
        why_not=found.message if found else elsewhere,
    )


def _row(state: RunState, found: Preview) -> WayRow:
    zone, leg, back = state.runbook.timezone, found.leg, found.back
    parties = authorities(state, found.kind, found.gate)
    names = [party_name(state.runbook, party) for party in parties]
    return WayRow(
        kind=found.kind,
        name=WAY_BACK_NAMES[found.kind].capitalize(),
        gate=found.gate.id,
        why_not="",
        systems=found.systems,
        parties=parties,
        deciders=" or ".join(names) or "nobody who is left",
        takes=minutes_text((leg.finish - leg.start).total_seconds()),
        over=shown(leg.finish, zone),
        restore_by=shown(back.restore_by if back else None, zone),
        latest=shown(back.latest_start if back else None, zone),
        too_late=bool(back and back.restore_by and leg.finish > back.restore_by),
        until=_until(state, found),
        until_at=shown(found.until[1] if found.until else None, zone),
        given_up=tuple(_titled(state, task) for task in found.choice.given_up),
        stopped=tuple(_titled(state, task) for task in found.choice.stopped),
        outages=tuple(found.choice.returned),
        leg=tuple(_leg(state, found, zone)),
    )


def _until(state: RunState, found: Preview) -> str:
    if found.until is None:
        return ""
    task = state.index.tasks[found.until[0]]
    what = "irreversible" if task.irreversible else "the meeting of a later gate"
    return f"{task.id} {task.title} ({what})"


def _leg(state: RunState, found: Preview, zone: str) -> Iterator[LegTask]:
    for task in state.runbook.way_back(found.kind).tasks:
        if dates := found.leg.tasks.get(task.id):
            yield LegTask(
                id=task.id,
                title=task.title,
                owner=party_name(state.runbook, task.party),
                start=_shown(dates.early_start, zone),
                end=_shown(dates.early_finish, zone),
            )


def _shown(instant: datetime, zone: str) -> Shown | None:
    return shown(instant, zone)


def _titled(state: RunState, task: str) -> str:
    known = state.index.tasks.get(task)
    return f"{task} {known.title}" if known else task
