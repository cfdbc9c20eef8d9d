"""Amendments of the running plan: what each changes, before and after, and what that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from console.amendment_words import change_lines, effect_lines
from console.naming import party_name, person_name
from console.web.views.gate_may import Option, Trying
from console.web.views.moments import Shown, shown
from dependencies.effect import effect
from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.night.state import Amendment
from rehearsals.core.plan.amending import fitting
from rehearsals.core.plan.weakening import guarding, reversal_authority, weakenings
from rehearsals.core.state import RunState
from rehearsals.core.words import Change
from runbooks.writer import to_data

#: Tasks that can be chosen for an amendment by the form.
_MOST_TASKS = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """A field of an object, before and after; an addition has no before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRow:
    """An object of the plan that is changed, added or taken out."""

    key: str
    head: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prospect:
    """What changes would do to the plan as it stands now."""

    changes: tuple[ChangeRow, ...]
    effects: tuple[str, ...]
    weakens: tuple[str, ...]
    #: Why they would be refused as the run stands; empty if they would not.
    refused: str
    hint: str
    #: In whose name they must be approved; empty where the manager's word is enough.
    guard: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendmentRow:
    """An amendment."""

    number: int
    #: `proposed`, `approved`, `rejected`.
    status: str
    reason: str
    reversal: bool
    by: str
    at: Shown | None
    ended: Shown | None
    ended_by: str
    ended_why: str
    prospect: Prospect
    may_approve: bool
    #: The party in whose name it is approved, where one must.
    in_name_of: str
    may_reject: bool


def amendments(trying: Trying) -> tuple[AmendmentRow, ...]:
    """The amendments of a run: proposed ones first, then the newest."""
    rows = [_row(trying, one) for one in reversed(trying.look.state.amendments)]
    return tuple(sorted(rows, key=lambda row: row.status != "proposed"))


def _row(trying: Trying, one: Amendment) -> AmendmentRow:
    state, what = trying.look.state, one.what
    zone = state.runbook.timezone
    waits = one.status == "proposed"
    guard = _guard(state, one) if waits else None
    return AmendmentRow(
        number=what.number,
        status=one.status,
        reason=what.reason,
        reversal=what.reversal,
        by=person_name(one.on_behalf_of or one.by),
        at=shown(one.at, zone),
        ended=shown(one.ended_at, zone),
        ended_by=person_name(one.ended_by),
        ended_why=one.reason,
        prospect=prospect(state, what.changes, reversal=what.reversal, looked=waits),
        may_approve=waits and trying.may(c.ApproveAmendment, number=what.number, decided_by=guard),
        in_name_of=guard or "",
        may_reject=waits and trying.may(c.RejectAmendment, number=what.number, reason="trial"),
    )


def _guard(state: RunState, one: Amendment) -> str | None:
    """The party in whose name it has to be approved; None: nobody's."""
    if one.what.reversal:
        return reversal_authority(state.runbook)
    return guarding(state) if weakenings(state, one.what.changes) else None


def prospect(
    state: RunState, changes: tuple[Change, ...], *, reversal: bool = False, looked: bool = True
) -> Prospect:
    """What some changes would do; `looked`: as the run stands now, else only what they say."""
    rows = tuple(_change(n, one, state.runbook.timezone) for n, one in enumerate(changes))
    if not looked:
        return Prospect(changes=rows, effects=(), weakens=(), refused="", hint="", guard="")
    weak = weakenings(state, changes)
    guard = reversal_authority(state.runbook) if reversal else guarding(state) if weak else None
    amending = fitting(state, changes, reversal=reversal)
    effects: tuple[str, ...] = ()
    refusal = amending if isinstance(amending, Refusal) else None
    if not isinstance(amending, Refusal):
        moved = effect(state.runbook, amending.runbook, state.index.forward, amending.index.forward)
        effects = tuple(effect_lines(moved, state.runbook.timezone))
    return Prospect(
        changes=rows,
        effects=effects,
        weakens=weak,
        refused=refusal.message if refusal else "",
        hint=refusal.hint if refusal else "",
        guard=party_name(state.runbook, guard) if guard else "",
    )


def _change(number: int, change: Change, zone: str) -> ChangeRow:
    """The lines of a change, taken apart into before and after."""
    head, *lines = change_lines(change, zone)
    return ChangeRow(
        key=f"{change.kind}-{change.id}-{number}",
        head=head[2:].rpartition(":")[0] + f": {_verb(change)}",
        fields=tuple(_fields(lines)),
    )


def _verb(change: Change) -> str:
    if change.before is None:
        return "added"
    return "taken out" if change.after is None else "changed"


def _fields(lines: list[str]) -> Iterator[FieldChange]:
    for line in lines:
        name, _, values = line.strip().partition(": ")
        before, arrow, after = values.partition(" -> ")
        yield FieldChange(
            name=name, before=before if arrow else "", after=after if arrow else values
        )


def amendable(trying: Trying) -> tuple[Option, ...]:
    """The tasks that have not begun, which the form can change."""
    state = trying.look.state
    if state.turned_back or state.status != "open":
        return ()
    if not trying.may(c.ProposeAmendment, changes=(), reason="trial"):
        return ()
    open_still = (
        task
        for key, task in state.index.tasks.items()
        if not state.task(key).attempts and not state.task(key).settled
    )
    chosen = [Option(value=one.id, label=f"{one.id} {one.title}") for one in open_still]
    return tuple(chosen[:_MOST_TASKS])


def task_data(state: RunState, task: str) -> dict[str, Any] | None:
    """A task as the plan has it, as canonical data; None if there is none of that name."""
    tasks = to_data(state.runbook).get("tasks", [])
    return next((dict(one) for one in tasks if one["id"] == task), None)
