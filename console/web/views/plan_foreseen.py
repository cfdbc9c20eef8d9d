"""What lies ahead on the Plan page: deadlines, and chains that would drive after a small slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.foreseen import Foreseen
from console.plan_words import deadline_words
from console.web.reading import Look
from console.web.views.chances import Chance, chance_of, stands_on
from console.web.views.moments import WORTH_TELLING, Shown, shown
from console.web.views.plan_floats import float_words
from dependencies.floats import FINISH
from dependencies.near_critical import near_critical
from rehearsals.outlook.decide_by import next_gate
from rehearsals.outlook.outlook import Outlook
from runbooks.clocktime import minutes_text

#: Tasks of a chain that are named.
_MOST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineRow:
    """A deadline."""

    what: str
    by: Shown | None
    expected: Shown | None
    #: `6 h 45 min`, `late by 1 h 00 min`.
    spare: str
    missed: bool
    near: bool
    chance: Chance | None
    #: What is still to be done on the chain that drives it: `M10-049 > M10-052`.
    chain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NearRow:
    """A chain that would drive after a small slip."""

    slip: str
    chain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanForeseen:
    """What lies ahead."""

    stands_on: str
    failed: bool
    deadlines: tuple[DeadlineRow, ...] = ()
    #: What the near chains lead to: `gate G8`, `the finish`.
    target: str = ""
    near: tuple[NearRow, ...] = ()


def plan_foreseen(look: Look, foreseen: Foreseen) -> PlanForeseen | None:
    """What is foreseen on the plan of a run; None of a run that is over."""
    if not foreseen.is_told:
        return None
    words, ahead = stands_on(look, foreseen), foreseen.outlook
    if ahead is None:
        return PlanForeseen(stands_on=words, failed=bool(foreseen.why_not))
    gate = next_gate(ahead.rest)
    return PlanForeseen(
        stands_on=words,
        failed=False,
        deadlines=tuple(_deadlines(look, ahead)),
        target=f"gate {gate.id}" if gate else "the finish",
        near=tuple(_near(ahead, gate.id if gate else FINISH)),
    )


def _deadlines(look: Look, ahead: Outlook) -> Iterator[DeadlineRow]:
    book, zone = ahead.rest.network.frame.runbook, look.state.runbook.timezone
    chances = {(one.kind, one.id): one.probability for one in ahead.forecast.deadlines}
    for one in ahead.rest.plan.deadlines:
        share = chances.get((one.kind, one.id))
        yield DeadlineRow(
            what=deadline_words(book, one),
            by=shown(one.at, zone),
            expected=shown(one.expected, zone),
            spare=float_words(one.margin),
            missed=one.missed,
            near=one.near,
            chance=None if share is None else chance_of(share),
            chain=_chain(ahead, one.chain),
        )


def _near(ahead: Outlook, target: str) -> Iterator[NearRow]:
    for chain in near_critical(ahead.rest.plan, target):
        if words := _chain(ahead, chain.tasks):
            near = chain.float >= WORTH_TELLING
            slip = f"after a slip of {minutes_text(chain.float)}" if near else "after any slip"
            yield NearRow(slip=slip, chain=words)


def _chain(ahead: Outlook, tasks: tuple[str, ...]) -> str:
    """What of a chain is still to be done."""
    left = [task for task in tasks if not ahead.rest.state.task(task).settled]
    more = f" > and {len(left) - _MOST} more" if len(left) > _MOST else ""
    return f"{' > '.join(left[:_MOST])}{more}"
