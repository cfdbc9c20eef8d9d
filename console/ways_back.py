"""The ways back that a run can take as it stands: what each would come to, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from console.naming import party_name
from console.output import heading, table
from console.turning_back import command_to_turn_back
from dependencies.plan import Plan
from dependencies.planner import plan, plan_leg
from dependencies.way_back import WayBack, way_back
from rehearsals.core.commands import Refusal
from rehearsals.core.plan.turning_back import check_choice, fresh_systems
from rehearsals.core.plan.turning_checks import check_possible, check_systems
from rehearsals.core.plan.turning_choice import Choice, choose
from rehearsals.core.plan.turning_rules import authorities, gates_behind, gates_from_here, touched
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.clocktime import local, local_short, minutes_text, rfc3339
from runbooks.gates import Gate
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What turning back would come to, if it were decided now."""

    kind: WayBackKind
    gate: Gate
    systems: tuple[str, ...]
    choice: Choice
    #: The leg's tasks by their links and likely durations, from now.
    leg: Plan
    back: WayBack | None
    #: What ends it: the first irreversible task or the next gate's meeting, with its planned start.
    until: tuple[str, datetime] | None


def previews(
    state: RunState, now: datetime, systems: tuple[str, ...] = ()
) -> Iterator[tuple[WayBackKind, Preview | Refusal | None]]:
    """Both ways back: what each comes to, why it cannot be taken, or None if not from here.

    Of some systems, or of the whole. Raises what `plan` does.
    """
    for kind in WAYS_BACK:
        refusal = check_possible(state, kind) or check_systems(state, kind, systems)
        gates = gates_from_here(state, kind)
        if refusal or not gates:
            yield kind, refusal
            continue
        for gate in gates:
            fresh = fresh_systems(state, systems)
            choice = choose(state, kind, gate.id, fresh)
            refusal = check_choice(state, kind, choice, fresh)
            yield (
                kind,
                refusal or _preview(state, now, kind=kind, gate=gate, systems=fresh, choice=choice),
            )


def _preview(
    state: RunState,
    now: datetime,
    *,
    kind: WayBackKind,
    gate: Gate,
    systems: tuple[str, ...],
    choice: Choice,
) -> Preview:
    return Preview(
        kind=kind,
        gate=gate,
        systems=systems,
        choice=choice,
        leg=plan_leg(state.runbook, kind, now, choice.leg),
        back=way_back(state.runbook, state.index.forward, kind, choice.leg),
        until=_until(state, gate),
    )


def _until(state: RunState, gate: Gate) -> tuple[str, datetime] | None:
    """The first planned task that closes this way back: irreversible, or a later gate's meeting."""
    tasks = state.index.tasks
    closing = {task for task in state.index.forward if tasks[task].irreversible}
    closing |= {later.meeting for later in gates_behind(state, gate)}
    planned = plan(state.runbook, state.index.forward).tasks
    return min(
        ((t, planned[t].early_start) for t in closing if touched(state, t) is None),
        key=lambda one: (one[1], state.index.order[one[0]]),
        default=None,
    )


def ways_back_page(
    state: RunState, now: datetime, systems: tuple[str, ...] = ()
) -> Iterator[RenderableType]:
    """Both ways back for people, at an instant (UTC)."""
    yield Text(f"{state.run}, {local(now, state.runbook.timezone)}")
    for kind, found in previews(state, now, systems):
        if isinstance(found, Preview):
            yield from _page(state, found)
            continue
        yield heading(WAY_BACK_NAMES[kind].capitalize())
        yield Text(str(found) if found else _from_elsewhere(state, kind))


def _from_elsewhere(state: RunState, kind: WayBackKind) -> str:
    gates = ", ".join(state.runbook.way_back(kind).gates) or "no gate"
    return (
        f"Not from here: it is decided from {gates}, once the gate's meeting has begun and until "
        "that of a later gate does."
    )


def _page(state: RunState, found: Preview) -> Iterator[RenderableType]:
    book, choice = state.runbook, found.choice
    of = f" of {', '.join(found.systems)}" if found.systems else ""
    yield heading(f"{WAY_BACK_NAMES[found.kind].capitalize()}{of} from {found.gate.id}")
    yield from _when(state, found)
    yield Text(
        f"Given up: {len(choice.given_up)} tasks. Stopped: {_named(choice.stopped)}. "
        f"Outages ended: {_named(choice.returned)}."
    )
    yield _leg(state, found)
    names = [party_name(book, p) for p in authorities(state, found.kind, found.gate)]
    yield Text(f"{' or '.join(names) or 'Nobody who is left'} decides it:")
    more = "".join(f" --system {system}" for system in found.systems)
    yield Text(f"    `{command_to_turn_back(state, found.kind, found.gate)}{more}`")


def _when(state: RunState, found: Preview) -> Iterator[Text]:
    zone, leg, back = state.runbook.timezone, found.leg, found.back
    whole = len(state.runbook.way_back(found.kind).tasks)
    length = minutes_text((leg.finish - leg.start).total_seconds())
    over = f"over {local_short(leg.finish, zone)}"
    yield Text(f"{len(found.choice.leg)} of the leg's {whole} tasks, in {length}: {over}.")
    if back and back.restore_by and back.latest_start:
        late = leg.finish > back.restore_by
        latest = local_short(back.latest_start, zone)
        yield Text(
            f"It must be over by {local_short(back.restore_by, zone)}, so it "
            f"{'had to' if late else 'must'} begin by {latest}{', which is PAST' if late else ''}.",
            style="bold red" if late else "",
        )
    if found.until:
        task, moment = found.until
        what = "irreversible" if state.index.tasks[task].irreversible else "a later gate's meeting"
        yield Text(
            f"It can be decided until {task} ({what}) begins, planned {local_short(moment, zone)}."
        )


def _leg(state: RunState, found: Preview) -> RenderableType:
    zone, book = state.runbook.timezone, state.runbook
    rows = table("Task", "From", "To", "Title and owner")
    for task in book.way_back(found.kind).tasks:
        if dates := found.leg.tasks.get(task.id):
            rows.add_row(
                task.id,
                local_short(dates.early_start, zone),
                local_short(dates.early_finish, zone),
                f"{task.title}\n{party_name(book, task.party)}",
            )
    return rows


def ways_back_data(
    state: RunState, now: datetime, systems: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Both ways back in JSON's types; times in UTC by RFC 3339, null where there is none."""
    return [_data(state, kind, found) for kind, found in previews(state, now, systems)]


def _data(state: RunState, kind: WayBackKind, found: Preview | Refusal | None) -> dict[str, Any]:
    if not isinstance(found, Preview):
        why = {"code": found.code, "why": found.message} if found else {"code": "not-at-gate"}
        return {"kind": kind, "possible": False, **why}
    back = found.back
    return {
        "kind": kind,
        "possible": True,
        "gate": found.gate.id,
        "systems": list(found.systems),
        "decided_by": list(authorities(state, kind, found.gate)),
        "leg": {
            key: {"start": rfc3339(dates.early_start), "finish": rfc3339(dates.early_finish)}
            for key, dates in found.leg.tasks.items()
        },
        "finish": rfc3339(found.leg.finish),
        "given_up": list(found.choice.given_up),
        "stopped": list(found.choice.stopped),
        "outages_ended": list(found.choice.returned),
        "restore_by": _time(back.restore_by if back else None),
        "latest_start": _time(back.latest_start if back else None),
        "until_task": found.until[0] if found.until else None,
        "until_planned": _time(found.until[1] if found.until else None),
    }


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None


def _named(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "none"
