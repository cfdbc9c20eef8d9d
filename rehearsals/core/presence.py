"""Which parties are still in a run, and who stands in for those that are not."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.refusals import refuse, unknown
from rehearsals.core.state import RunState


def standing_in(state: RunState, party: str) -> str | None:
    """The party that has a party's place by now: itself, who replaced it, or nobody."""
    seen: set[str] = set()
    while party in state.left:
        replaced_by = state.left[party].replaced_by
        if replaced_by is None or party in seen:
            return None
        seen.add(party)
        party = replaced_by
    return party


def check_there(state: RunState, party: str) -> c.Refusal | None:
    """The party exists and has not dropped out."""
    if party not in state.runbook.parties:
        return unknown(state, "party", party, list(state.runbook.parties))
    if party not in state.left:
        return None
    heir = state.left[party].replaced_by
    return refuse(
        "party-left",
        f"{party} has left the run.",
        f"{heir} took over from it." if heir else "Name another party.",
    )
