"""The ways back that a run can take as it stands: what each would come to, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dependencies.plan import Plan
from dependencies.planner import plan, plan_leg
from dependencies.way_back import WayBack, way_back
from rehearsals.core.commands import Refusal
from rehearsals.core.plan.turning_back import check_choice, fresh_systems
from rehearsals.core.plan.turning_checks import check_possible, check_systems
from rehearsals.core.plan.turning_choice import Choice, choose
from rehearsals.core.plan.turning_rules import gates_behind, gates_from_here, touched
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from rehearsals.outlook.latest_start import Binds
from rehearsals.outlook.lengths import leg_lengths
from rehearsals.outlook.outlook import seed_of
from rehearsals.outlook.rest import rest_of
from rehearsals.outlook.turning import TRIALS, Turning, turning_of
from runbooks.gates import Gate
from runbooks.ways_back import WAYS_BACK

Turnings = Mapping[WayBackKind, Turning]


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


def turnings(state: RunState, now: datetime) -> Turnings:
    """Both ways back of the whole run from here, by chance; raises what `rest_of` does."""
    rest, seed = rest_of(state, now), seed_of(state)
    return {kind: turning_of(rest, kind, seed=seed) for kind in WAYS_BACK}


def turning_for(state: RunState, whole: Turning, found: Preview) -> Turning:
    """Turning back as previewed: of some systems it counts what is touched by now alone."""
    if not found.systems:
        return whole
    book = state.runbook
    lengths = leg_lengths(book, found.kind, found.choice.leg, seed=seed_of(state), trials=TRIALS)
    ends: list[tuple[datetime, Binds]] = []
    if whole.irreversible is not None:
        ends.append((whole.irreversible[1], "irreversible"))
    if whole.restore_by is not None:
        needs = timedelta(seconds=lengths.p80 + whole.margin)
        ends.append((whole.restore_by - needs, "restore_by"))
    latest, binds = min(ends, default=(None, None))
    return replace(
        whole,
        undoes=found.choice.undone,
        ends_outages=found.choice.returned,
        now=lengths,
        then=lengths,
        latest_start=latest,
        binds=binds,
    )
