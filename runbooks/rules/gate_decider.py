"""Every gate says who decides: silence is never a go, so nobody would ever pass it."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.gates import Gate
from runbooks.rules.subject import Subject

RULE = "gate-decider"


def check(subject: Subject) -> Iterator[Finding]:
    """Gates whose rule lacks its decider, its members or a quorum that they can reach."""
    for number, gate in enumerate(subject.runbook.gates):
        if subject.gaps.hide(("gates", number), "rule", "decider", "members", "quorum"):
            continue
        problem = _problem(gate, _count_members(gate, subject))
        if problem:
            message, hint = problem
            yield error(RULE, ("gates", number), f"Gate {gate.id} {message}.", hint)


def _count_members(gate: Gate, subject: Subject) -> int | None:
    """How many parties decide; None if one of the names is not known, or a group not whole."""
    runbook = subject.runbook
    known = all(name in runbook.groups or name in runbook.parties for name in gate.members)
    whole = not subject.gaps.hide(("groups",), *gate.members)
    return len(runbook.members_of(gate.members)) if known and whole else None


def _problem(gate: Gate, members: int | None) -> tuple[str, str] | None:
    if gate.rule == "decider":
        return None if gate.decider else ("has no decider", "Add `decider:` with a party.")
    if members == 0:
        return (f"goes by {gate.rule} and has no members", "Add `members:` with those who decide.")
    if gate.rule == "quorum" and gate.quorum is None:
        return ("goes by quorum and does not say how many", "Add `quorum:` with a number.")
    if gate.rule == "quorum" and members is not None and (gate.quorum or 0) > members:
        return (
            f"asks for {gate.quorum} of only {members} members",
            "Lower `quorum`, or name more members.",
        )
    return None
