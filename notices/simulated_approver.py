"""Who approves the notices of a simulated run: some drawn minutes after they were drafted."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta

from notices.core.asked import ApproveDraft
from notices.core.drafts import Draft
from notices.core.permissions import SIMULATION
from notices.core.state import NoticeBook
from notices.office import is_virtual
from rehearsals.core.state import RunState
from rehearsals.participants.draws import Draws
from runbooks.durations import Duration

#: Seconds from a draft to its approval: an assumption of ours.
TAKES = Duration(low=120, likely=240, high=480)


def approvals_of(
    state: RunState, book: NoticeBook, refused: Container[str] = ()
) -> list[tuple[datetime, ApproveDraft]]:
    """What a simulated approver says to the open drafts, and when; nothing in a run of people.

    Commands whose ids were `refused` are not given again.
    """
    if not is_virtual(state):
        return []
    drafts = [draft for draft in book.drafts if draft.approval == "person"]
    asked = ((approves_at(state, draft), _approval(draft)) for draft in drafts)
    return [(at, command) for at, command in asked if command.id not in refused]


def approves_at(state: RunState, draft: Draft) -> datetime:
    """When a draft is approved; the same for the same seed, run and draft."""
    draws = Draws(seed=state.seed or 0, run=state.run)
    return draft.drafted_at + timedelta(seconds=draws.seconds(TAKES, draft.id, 1, "approve"))


def _approval(draft: Draft) -> ApproveDraft:
    return ApproveDraft(
        id=f"simulated:{draft.id}", actor="simulated", channel=SIMULATION, draft=draft.id
    )
