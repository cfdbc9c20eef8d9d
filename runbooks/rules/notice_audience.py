"""For whom a system stays closed must be told of its outage, or they would go by another notice."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.model import Runbook
from runbooks.rules.subject import Subject

RULE = "notice-audience"


def check(subject: Subject) -> Iterator[Finding]:
    """Every audience under `still_closed_for` that the outage's `audience` does not reach."""
    for key, outage in subject.runbook.outages.items():
        if not outage.audience or subject.gaps.hide(("outages", key), "audience"):
            continue
        told = {*outage.audience, *subject.runbook.members_of(outage.audience)}
        for number, name in enumerate(outage.still_closed_for):
            if not _reached(name, told, subject.runbook):
                path = ("outages", key, "still_closed_for", number)
                message = f"Outage {key} stays closed for {name}, who is not in its `audience`."
                yield error(RULE, path, message, f"Add {name} to `audience`.")


def _reached(name: str, told: set[str], runbook: Runbook) -> bool:
    members = runbook.groups.get(name, ())
    return name in told or (bool(members) and told.issuperset(members))
