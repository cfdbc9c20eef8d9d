"""The criteria of a gate: what was shown for each, by whom and when, and who still must show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.foreseen import Foreseen
from console.naming import party_name, person_name
from console.outlook_words import p80_now
from console.web.views.gate_check_words import check_words
from console.web.views.gate_may import Trying
from console.web.views.gate_people import Reached, speakers
from console.web.views.moments import Shown, shown
from rehearsals.core import commands as c
from rehearsals.core.gates.checking import not_looked_at, open_criteria, sat_down
from rehearsals.core.gates.checking import shown as shown_for
from rehearsals.core.presence import standing_in
from rehearsals.core.state import CheckResult, Evidence
from runbooks.gates import Criterion, Gate

#: Where a criterion stands, to the shape and colour of a state.
_SHAPES = {
    "met": "met",
    "not met": "not met",
    "nothing shown": "missing",
    "not checked yet": "missing",
    "checked before the meeting": "late",
    "not looked at": "unknown",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionRow:
    """A criterion."""

    id: str
    title: str
    owner: str
    blocking: bool
    #: Whether it stands against a go.
    against: bool
    #: `met`, `not met`, `nothing shown`, `not checked yet`, `checked before the meeting`.
    stands: str
    shape: str
    #: What was shown; empty if nothing was.
    evidence: str
    at: Shown | None
    by: str
    #: What a machine looks at; empty where people show it.
    checked: str
    #: What the forecast that it asks for says now; empty if it asks for none.
    forecast: str
    #: Who may show it, where it is still to be shown.
    people: tuple[Reached, ...]
    may_bring: bool
    may_enter: bool


def criteria(trying: Trying, gate: Gate, foreseen: Foreseen) -> tuple[CriterionRow, ...]:
    """The criteria of a gate, as the runbook has them."""
    return tuple(_rows(trying, gate, foreseen))


def _rows(trying: Trying, gate: Gate, foreseen: Foreseen) -> Iterator[CriterionRow]:
    look = trying.look
    state, record = look.state, look.state.gate(gate.id)
    against = open_criteria(state, gate)
    for one in gate.criteria:
        seen = shown_for(one, record)
        counts = shown_for(one, record, since=sat_down(state, gate))
        stands = _stands(one, seen, counts)
        people = one.check is None or not_looked_at(seen)
        owner = standing_in(state, one.owner) or one.owner
        bring = {"gate": gate.id, "criterion": one.id, "evidence": "trial"}
        yield CriterionRow(
            id=one.id,
            title=one.title or "",
            owner=party_name(state.runbook, owner),
            blocking=one.blocking,
            against=one.id in against,
            stands=stands,
            shape=_SHAPES[stands],
            evidence=_words(seen),
            at=shown(seen.at, state.runbook.timezone) if seen else None,
            by=person_name(seen.by) if seen else "",
            checked=check_words(one.check, state.runbook) if one.check else "",
            forecast=p80_now(one.check, state.runbook, foreseen),
            people=speakers(trying.visitor.register, "task_owner", owner, trying.visitor.now)
            if stands != "met" and people
            else (),
            may_bring=people and trying.may(c.RecordEvidence, **bring),
            may_enter=people and trying.enters(c.RecordEvidence),
        )


def _stands(
    criterion: Criterion,
    seen: Evidence | CheckResult | None,
    counts: Evidence | CheckResult | None,
) -> str:
    """A finding from before the meeting sat down does not count in it."""
    if not_looked_at(counts):
        return "not looked at"
    if counts is not None:
        return "met" if counts.met else "not met"
    if criterion.check is None:
        return "nothing shown"
    return "checked before the meeting" if seen else "not checked yet"


def _words(seen: Evidence | CheckResult | None) -> str:
    if seen is None:
        return ""
    return seen.value if isinstance(seen, CheckResult) else seen.evidence
