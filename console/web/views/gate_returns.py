"""The returns that serve a gate: who is missing, as far as the visitor may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name
from console.web.views.moments import Shown, shown
from console.web.visitor import Visitor
from rehearsals.core.state import RunState
from rehearsals.readiness.standing import standing_of
from rehearsals.readiness.state import Readiness, Return
from runbooks.gates import Gate

#: What stands for being handed in.
_IN = ("submitted", "accepted")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnRow:
    """A return that serves a gate."""

    id: str
    kind: str
    party: str
    #: `none`, `partial`, `submitted`, `accepted`, `withdrawn`, `expired`.
    stands: str
    shape: str
    late: bool
    #: Whether it shows readiness at the gate as it stands.
    counts: bool
    #: Only its state may be seen.
    outline: bool
    title: str
    deadline: Shown | None
    exceptions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Returns:
    """The returns of a gate."""

    rows: tuple[ReturnRow, ...]
    #: Those that do not count yet.
    missing: int
    #: Returns of which the visitor sees nothing.
    hidden: int


def returns(
    readiness: Readiness, visitor: Visitor, state: RunState, gate: Gate, now: datetime
) -> Returns | None:
    """The returns of a gate at an instant (UTC, of the real clock); None if it has none."""
    place = f"{state.runbook.runbook}/{gate.id}"
    served = [each for each in readiness.returns.values() if each.serves(place)]
    if not served:
        return None
    rows = tuple(_rows(readiness, visitor, state, gate, now))
    return Returns(
        rows=rows,
        missing=sum(not row.counts for row in rows),
        hidden=len(served) - len(rows),
    )


def _rows(
    readiness: Readiness, visitor: Visitor, state: RunState, gate: Gate, now: datetime
) -> Iterator[ReturnRow]:
    """Those that do not count first, then by deadline."""
    if visitor.person is None:
        return
    place = f"{state.runbook.runbook}/{gate.id}"
    standing = standing_of(visitor.register, visitor.person.id, now)
    whole = [each for each in standing.sees(readiness) if each.serves(place)]
    outlined = (
        () if standing.reads_all else standing.sees_outline(readiness, place, _heard(state, gate))
    )
    both = [(each, False) for each in whole] + [(each, True) for each in outlined]
    for each, outline in sorted(
        both, key=lambda one: (one[0].counts_at(place, now), one[0].deadline)
    ):
        yield _row(each, state, place, now, outline=outline)


def _heard(state: RunState, gate: Gate) -> tuple[str, ...]:
    """The parties that decide, vote or advise at a gate, by the runbook."""
    decider = (gate.decider,) if gate.decider else ()
    return state.runbook.members_of((*decider, *gate.members, *gate.advised_by))


def _row(each: Return, state: RunState, place: str, now: datetime, *, outline: bool) -> ReturnRow:
    stands = each.standing(now)
    given = each.submission if not outline else None
    return ReturnRow(
        id=each.id,
        kind=each.kind.replace("_", " "),
        party=party_name(state.runbook, each.party),
        stands="nothing handed in" if stands == "none" else stands,
        shape="done" if stands in _IN else "missing" if stands == "none" else "late",
        late=each.late(now),
        counts=each.counts_at(place, now, accepted=False),
        outline=outline,
        title="" if outline else each.title,
        deadline=None if outline else shown(each.deadline, state.runbook.timezone),
        exceptions=given.exceptions if given else (),
    )
