"""Which notices a run has: one for each outage, and one more for whom its system stays closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notices.core.state import NoticeBook
from notices.drafting.view import View
from runbooks.model import Runbook
from runbooks.outages import Outage

STAYS = "STAYS"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """An outage as it is told to some audiences."""

    #: The notice's id, such as `M10-OUT-DIP` or `M10-OUT-DIP-STAYS`.
    notice: str
    outage: str
    #: Whether the system stays closed for them though the outage itself ends.
    stays: bool = False
    #: Ids of groups or parties; empty: everybody.
    audience: tuple[str, ...] = ()


def subjects_of(view: View, book: NoticeBook) -> tuple[Subject, ...]:
    """The notices of the outages that the run plays, and of those that were taken out of it."""
    here = [
        subject
        for key, outage in view.state.runbook.outages.items()
        if is_played(view, key)
        for subject in told_of(view.state.run, key, outage, view.state.runbook)
    ]
    known = {subject.notice for subject in here}
    gone = [
        Subject(notice=thread.id, outage=thread.outage, stays=thread.id.endswith(f"-{STAYS}"))
        for thread in book.threads.values()
        if thread.outage and thread.id not in known
    ]
    return (*here, *gone)


def is_played(view: View, key: str) -> bool:
    """Whether an outage begins in the run, or has begun."""
    planned = view.plan.outages.get(key)
    begins = planned is not None and planned.opens_in_scope
    return begins or view.record(key).opened_at is not None


def told_of(run: str, key: str, outage: Outage, runbook: Runbook) -> Iterator[Subject]:
    """Of an outage: the notice for those to whom the system opens again, and for the others."""
    closed = outage.still_closed_for
    if not closed:
        yield Subject(notice=f"{run}-{key}", outage=key, audience=outage.audience)
        return
    # Told to everybody it would reach those, too, for whom it does not open.
    everybody = outage.audience or tuple(runbook.groups)
    others = tuple(one for one in everybody if one not in closed)
    if others:
        yield Subject(notice=f"{run}-{key}", outage=key, audience=others)
    yield Subject(notice=f"{run}-{key}-{STAYS}", outage=key, stays=True, audience=closed)
