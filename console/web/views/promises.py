"""What a run has to keep, in words: a deadline, or the announced end of an outage."""

from __future__ import annotations

from console.plan_words import deadline_words
from console.web.views.named import system_of
from rehearsals.outlook.outlook import Outlook
from rehearsals.outlook.promises import Promise
from runbooks.clocktime import local_short


def promise_words(ahead: Outlook, promise: Promise) -> str:
    """What must have happened by when: `EES is back, as announced, by Sun 21 Sep 14:15 BST`."""
    book = ahead.rest.network.frame.runbook
    by = local_short(promise.at, book.timezone)
    if promise.kind == "announced":
        return (
            f"{system_of(book, book.outages[promise.id].system).name} is back by {by}, as announced"
        )
    known = {(one.kind, one.id): one for one in ahead.rest.plan.deadlines}
    deadline = known.get((promise.kind, promise.id))
    return f"{deadline_words(book, deadline) if deadline else promise.id} by {by}"
