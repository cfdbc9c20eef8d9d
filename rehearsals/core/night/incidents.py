"""References to incidents: service management runs them, the run only says that they bear on it."""

from __future__ import annotations

from urllib.parse import urlsplit

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import check_task, refuse, unknown
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal

#: Characters of a reference at most; those of service desks have some ten.
LONGEST_REFERENCE = 60


def link_incident(state: RunState, command: c.LinkIncident) -> Answer:
    """The event of referring to an incident; a reference stands open once only."""
    reference, summary = command.reference.strip(), command.summary.strip()
    if refusal := _check_reference(state, reference):
        return refusal
    if not summary:
        return refuse(
            "summary-missing", "The incident has no summary.", "Say in a line what it is."
        )
    if command.system is not None and command.system not in state.runbook.systems:
        return unknown(state, "system", command.system, list(state.runbook.systems))
    if command.task is not None and (refusal := check_task(state, command.task)):
        return refusal
    if command.url is not None and not _is_web_address(command.url):
        return refuse(
            "bad-address",
            "The address of an incident begins with https:// or http:// and names a host.",
            "Copy it from the service desk, or leave out --url.",
        )
    return (
        e.IncidentLinked(
            reference=reference,
            summary=summary,
            system=command.system,
            task=command.task,
            url=command.url,
        ),
    )


def close_incident(state: RunState, command: c.CloseIncident) -> Answer:
    """The event of saying that an incident no longer bears on the run."""
    reference = command.reference.strip()
    if reference not in state.incidents:
        return unknown(state, "incident", reference, list(state.incidents))
    if state.incidents[reference].closed_at is not None:
        return refuse(
            "already-closed",
            f"Incident {reference} is closed already.",
            f"See `callboard incident list {state.run}`.",
        )
    if not command.resolution.strip():
        return refuse(
            "resolution-missing", f"How did {reference} end?", "Say it with --resolution."
        )
    return (e.IncidentClosed(reference=reference, resolution=command.resolution.strip()),)


def _check_reference(state: RunState, reference: str) -> c.Refusal | None:
    if not reference or len(reference) > LONGEST_REFERENCE:
        return refuse(
            "bad-reference",
            f"A reference has between 1 and {LONGEST_REFERENCE} characters.",
            "Give its number in the service desk's tool.",
        )
    known = state.incidents.get(reference)
    if known is None or known.closed_at is not None:
        return None
    return refuse(
        "already-linked",
        f"Incident {reference} is linked already: {known.summary}.",
        f"Close it with `callboard incident close {state.run} {reference} --resolution ...`.",
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not any(map(str.isspace, url))
