"""`reassign`, `leave`, `activate`: who does a task, who drops out, and who may begin."""

from __future__ import annotations

from console.acting import Acting, act, party_id, task_id
from console.output import emit, wrapped
from rehearsals.core import commands as c
from rehearsals.core.night.parties_changing import unsettled_of
from rehearsals.core.state import RunState

#: Tasks without an owner that are worth naming.
_MOST_NAMED = 8


def reassign(
    run: str, task: str, party: str, /, *, reason: str, acting: Acting | None = None
) -> None:
    """Give a task that is still to be done to another party.

    Args:
        run: The run.
        task: The task, such as M10-024.
        party: The party that does it from now on.
        reason: Why it changes hands.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.ReassignTask(
            task=task_id(state, task), party=party_id(state, party), reason=reason, **by
        ),
        acting,
    )


def leave(
    run: str,
    party: str,
    /,
    *,
    reason: str,
    replaced_by: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Record that a party drops out of a run; what it has still to do goes to who replaces it.

    Its votes and copies are asked of nobody, or of who replaces it; gates that it had a say in are
    looked at again.

    Args:
        run: The run.
        party: The party that leaves.
        reason: Why it leaves.
        replaced_by: The party that takes over everything it has still to do.
        acting: Who acts.
    """
    after = act(
        run,
        lambda state, by: c.LeaveParty(
            party=party_id(state, party),
            replaced_by=party_id(state, replaced_by) if replaced_by else None,
            reason=reason,
            **by,
        ),
        acting,
    )
    _name_orphans(after, party_id(after, party))


def activate(run: str, party: str, /, *, evidence: str, acting: Acting | None = None) -> None:
    """Record that a participant's service activation is done; its locked tasks may start then.

    Args:
        run: The run.
        party: The participant.
        evidence: What shows it, in words or as a reference.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.ActivateParticipant(
            party=party_id(state, party), evidence=evidence, **by
        ),
        acting,
    )


def _name_orphans(state: RunState, party: str) -> None:
    """What nobody owns now must be given to somebody, or the night stops there."""
    orphans = unsettled_of(state, party) if party in state.left else ()
    if orphans:
        more = f" and {len(orphans) - _MOST_NAMED} more" if len(orphans) > _MOST_NAMED else ""
        give = f"callboard reassign {state.run} {orphans[0]} PARTY --reason ..."
        emit(
            wrapped(f"Nobody owns {', '.join(orphans[:_MOST_NAMED])}{more} now."),
            f"Give each to a party: `{give}`.",
        )
