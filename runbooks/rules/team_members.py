"""The members of a team are persons: a team of teams could be in a circle, or counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "team-member"


def check(subject: Subject) -> Iterator[Finding]:
    """Members that are no persons, and those named twice."""
    resources = subject.runbook.resources
    for team, resource in resources.items():
        for number, member in enumerate(resource.members):
            path = ("resources", team, "members", number)
            if member in resource.members[:number]:
                message = f"{member} is named twice among the members of {team}."
                yield error(RULE, path, message, "Name each member once.")
                continue
            found = resources.get(member)
            hidden = subject.gaps.hide(("resources", member), "person")
            if found is None or found.person or hidden:
                continue
            message = f"{member}, a member of {team}, is not a person."
            hint = f"Write `person: true` on {member}, or name the persons of that team here."
            yield error(RULE, path, message, hint)
