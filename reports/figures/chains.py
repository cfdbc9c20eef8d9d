"""The driving chains, as planned and as they happened: to the finish, gates and outages' ends.

The chain to a gate ends when its meeting may begin, so its sums leave the meeting itself out. The
data hold chains whole; a page shows each from the last gate that it passes on its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dependencies.chains import driving_chain
from dependencies.plan import ChainStep
from rehearsals.core.plan.returned import ended_by_way_back
from reports.figures.chain_records import (
    ActualChain,
    ChainFigures,
    Kind,
    PlannedChain,
    spent_on,
)
from reports.figures.driving import actual_steps, planned_step
from reports.figures.material import Material, once

#: The target of the chain to the end of the run.
FINISH = "finish"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainsFigures:
    """Chains by target: `finish`, gate ids, outage ids."""

    chains: Mapping[str, ChainFigures]


@once
def build_chains(material: Material) -> ChainsFigures:
    """The chains to the finish, to each gate in scope, and to each outage that tasks close."""
    return ChainsFigures(
        chains={chain.target: chain for chain in (_finish(material), *_targets(material))}
    )


def _finish(material: Material) -> ChainFigures:
    state, plan = material.state, material.plan
    path = driving_chain(plan.tasks, plan.critical_path[-1]) if plan.critical_path else ()
    settled = [key for key in material.forward if state.task(key).settled]
    last = max(settled, key=lambda key: state.task(key).settled_at or state.opened_at, default=None)
    reached = last is not None and len(settled) == len(material.forward)
    return _chain(
        material,
        target=FINISH,
        kind="finish",
        title="The finish",
        path=path,
        planned_at=plan.finish,
        planned_ready=None,
        last=last,
        at=state.task(last).settled_at if last and reached else None,
    )


def _targets(material: Material) -> Iterator[ChainFigures]:
    state, book = material.state, material.runbook
    for target, chain in material.plan.chains.items():
        gate = book.gate_by_id.get(target)
        closes = None if gate else book.outages[target].closes
        if gate:
            last, at = gate.meeting, state.task(gate.meeting).started_at
        elif closes:
            back = ended_by_way_back(state, target)
            last, at = closes.task, None if back else state.outage(target).closed_at
        else:
            continue
        yield _chain(
            material,
            target=target,
            kind="gate" if gate else "outage",
            title=gate.title if gate else book.outages[target].title or target,
            path=chain.steps,
            planned_at=chain.at,
            planned_ready=chain.ready_at if gate else None,
            last=last,
            at=at,
        )


def _chain(
    material: Material,
    *,
    target: str,
    kind: Kind,
    title: str,
    path: Sequence[ChainStep],
    planned_at: datetime,
    planned_ready: datetime | None,
    last: str | None,
    at: datetime | None,
) -> ChainFigures:
    planned = tuple(planned_step(step, material.runbook, material.length) for step in path)
    on_path = frozenset(step.task for step in planned)
    steps = actual_steps(material.state, last, on_path, material.length) if last else None
    return ChainFigures(
        target=target,
        kind=kind,
        title=title,
        planned=PlannedChain(
            ready_at=planned_ready,
            at=planned_at,
            spent=spent_on(planned, kind),
            steps=planned,
        ),
        actual=None
        if steps is None
        else ActualChain(
            ready_at=steps[-1].released_at if kind == "gate" else None,
            at=at,
            spent=spent_on(steps, kind),
            steps=steps,
        ),
    )
