"""The ways back of a run for people: what each would undo, in order, how long, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from console.naming import party_name
from console.output import heading, wrapped
from console.turning_back import command_to_turn_back
from console.turning_words import from_here, until_when
from console.ways_back import Preview, previews, turning_for, turnings
from console.ways_back_legs import leg_from_its_beginning, planned_leg
from rehearsals.core.commands import Refusal
from rehearsals.core.plan.turning_rules import authorities, touched
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from rehearsals.outlook.turning import Turning
from runbooks.clocktime import local, local_short, minutes_text
from runbooks.ways_back import WAY_BACK_NAMES


def ways_back_page(
    state: RunState, now: datetime, systems: tuple[str, ...] = ()
) -> Iterator[RenderableType]:
    """Both ways back for people, at an instant (UTC); raises what `previews` and `turnings` do."""
    yield Text(f"{state.run}, {local(now, state.runbook.timezone)}")
    ahead = turnings(state, now)
    for kind, found in previews(state, now, systems):
        if isinstance(found, Preview):
            yield from _page(state, now, found, turning_for(state, ahead[kind], found))
        else:
            yield heading(WAY_BACK_NAMES[kind].capitalize())
            yield from _elsewhere(state, now, found, ahead[kind])


def _elsewhere(
    state: RunState, now: datetime, refusal: Refusal | None, turning: Turning
) -> Iterator[RenderableType]:
    """Why it is not decided from here; and what it would come to, if it can be later."""
    if refusal is not None:
        yield Text(wrapped(str(refusal)))
        return
    gates = ", ".join(state.runbook.way_back(turning.kind).gates) or "no gate"
    yield Text(
        wrapped(
            f"Not from here: it is decided from {gates}, once the gate's meeting has begun and "
            "until that of a later gate does."
        )
    )
    if _is_ahead(state, turning.kind):
        yield from _limits(state, now, turning)
        if turning.now and turning.now.tasks:
            yield leg_from_its_beginning(state, turning)


def _is_ahead(state: RunState, kind: WayBackKind) -> bool:
    """Whether a gate from which it is decided is still to come."""
    gates = (state.runbook.gate_by_id.get(key) for key in state.runbook.way_back(kind).gates)
    meetings = [gate.meeting for gate in gates if gate and gate.meeting in state.index.forward]
    return any(touched(state, meeting) is None for meeting in meetings)


def _page(
    state: RunState, now: datetime, found: Preview, turning: Turning
) -> Iterator[RenderableType]:
    book, choice = state.runbook, found.choice
    of = f" of {', '.join(found.systems)}" if found.systems else ""
    yield heading(f"{WAY_BACK_NAMES[found.kind].capitalize()}{of} from {found.gate.id}")
    yield from _likely(state, found)
    yield from _limits(state, now, turning)
    if found.until:
        task, moment = found.until
        what = "irreversible" if state.index.tasks[task].irreversible else "a later gate's meeting"
        planned = local_short(moment, book.timezone)
        yield Text(f"It can be decided until {task} ({what}) begins, planned {planned}.")
    yield Text(
        wrapped(
            f"Given up: {len(choice.given_up)} tasks. Stopped: {_named(choice.stopped)}. "
            f"Outages ended: {_named(choice.returned)}."
        )
    )
    yield planned_leg(state, found)
    names = [party_name(book, p) for p in authorities(state, found.kind, found.gate)]
    yield Text(f"{' or '.join(names) or 'Nobody who is left'} decides it:")
    more = "".join(f" --system {system}" for system in found.systems)
    yield Text(f"    `{command_to_turn_back(state, found.kind, found.gate)}{more}`")


def _likely(state: RunState, found: Preview) -> Iterator[Text]:
    """By its likely lengths, from now."""
    zone, leg, back = state.runbook.timezone, found.leg, found.back
    whole = len(state.runbook.way_back(found.kind).tasks)
    length = minutes_text((leg.finish - leg.start).total_seconds())
    yield Text(
        f"{len(found.choice.leg)} of the leg's {whole} tasks, likely in {length}: over "
        f"{local_short(leg.finish, zone)}."
    )
    if back and back.latest_start:
        latest = local_short(back.latest_start, zone)
        yield Text(f"By that length alone it could begin until {latest}.")


def _limits(state: RunState, now: datetime, turning: Turning) -> Iterator[Text]:
    """By chance: how long, and until when it is safe."""
    yield Text(wrapped(from_here(turning)))
    if words := until_when(state.runbook, turning, now):
        yield Text(wrapped(words), style="bold red" if turning.is_past(now) else "")


def _named(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "none"
