"""How an amendment changes the draft of a state: once approved, its plan is the run's plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.night.state import Amendment
from rehearsals.core.plan.amended_index import index_amended
from rehearsals.core.plan.diff import amended

AmendmentEvent = e.AmendmentProposed | e.AmendmentApproved | e.AmendmentRejected


def take_amendment(draft: Draft, event: AmendmentEvent, fact: e.Fact) -> None:
    """Change the draft by one event of an amendment."""
    match event:
        case e.AmendmentProposed():
            amendment = Amendment(
                what=event, at=fact.at, by=fact.actor, on_behalf_of=fact.on_behalf_of
            )
            draft.amendments.append(amendment)
        case e.AmendmentApproved():
            before = draft.runbook
            draft.runbook = amended(before, draft.amendments[event.number - 1].what.changes)
            draft.index = index_amended(before, draft.index, draft.runbook)
            _end(draft, event.number, fact, status="approved")
        case e.AmendmentRejected():
            _end(draft, event.number, fact, status="rejected", reason=event.reason)
        case _:
            assert_never(event)


def _end(
    draft: Draft,
    number: int,
    fact: e.Fact,
    *,
    status: Literal["approved", "rejected"],
    reason: str = "",
) -> None:
    draft.amendments[number - 1] = replace(
        draft.amendments[number - 1],
        status=status,
        ended_at=fact.at,
        ended_by=fact.on_behalf_of or fact.actor,
        reason=reason,
    )
