"""Words for what an outlook says: what has to be kept, what waiting costs, what it stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from console.foreseen import Foreseen
from console.plan_words import deadline_words
from dependencies.floats import FINISH
from dependencies.forecast.records import Quantiles
from rehearsals.outlook.decide_by import DecideBy
from rehearsals.outlook.outlook import Outlook
from rehearsals.outlook.promises import Promise
from runbooks.checks import Check
from runbooks.clocktime import local_short
from runbooks.instants import instant_of
from runbooks.model import Runbook

_KINDS = {
    "announced": "announced",
    "fixed": "fixed",
    "hard_limit": "hard limit",
    "not_after": "not after",
    "restore_by": "restore by",
}


def promise_words(ahead: Outlook, promise: Promise) -> str:
    """What must have happened by when: `EES is back by Sun 21 Sep 14:15 BST, as announced`."""
    book = ahead.rest.network.frame.runbook
    by = local_short(promise.at, book.timezone)
    if promise.kind == "announced":
        return f"{_system(book, promise.id)} is back by {by}, as announced"
    known = {(one.kind, one.id): one for one in ahead.rest.plan.deadlines}
    deadline = known.get((promise.kind, promise.id))
    return f"{deadline_words(book, deadline) if deadline else promise.id} by {by}"


def promise_short(ahead: Outlook, promise: Promise) -> str:
    """The same where many stand in a row: `OUT-EES (announced Sun 21 Sep 14:15 BST)`."""
    book = ahead.rest.network.frame.runbook
    name = "turning back" if promise.kind == "restore_by" else promise.id
    return f"{name} ({_KINDS[promise.kind]} {local_short(promise.at, book.timezone)})"


def cost_words(book: Runbook, found: DecideBy) -> str:
    """What each further minute of waiting costs, in a sentence."""
    costs = [(found.cost_to_finish, "the finish")]
    if found.outage is not None and found.cost_to_outage is not None:
        outage = f"the end of the outage of {_system(book, found.outage)}"
        costs.append((found.cost_to_outage, outage))
    told = [f"{name} {cost:.1f} min" for cost, name in costs if round(cost, 1) > 0]
    if told:
        return f"Each further minute of waiting moves the P80 of {' and that of '.join(told)}."
    names = " nor ".join(name for _, name in costs)
    return f"A further minute of waiting moves the P80 of {'neither ' * (len(costs) > 1)}{names}."


def p80_now(check: Check | None, book: Runbook, foreseen: Foreseen) -> str:
    """What the forecast that a check looks at says now; empty of any other check."""
    wanted = check.forecast_p80_before if check else None
    if wanted is None or foreseen.outlook is None:
        return ""
    p80 = _p80(foreseen.outlook, wanted.target)
    if p80 is None:
        return "The forecast says nothing of it: it is not in this run's scope."
    before = instant_of(wanted.before, book)
    word = "before" if p80 < before else "not before"
    by = local_short(before, book.timezone)
    return f"Its P80 is {local_short(p80, book.timezone)} now, {word} {by}."


def worked_out(book: Runbook, foreseen: Foreseen) -> str:
    """With how many trials, as of when, or why there is none; empty of a run that is over."""
    if foreseen.why_not:
        return f"There is no forecast: {foreseen.why_not}"
    if foreseen.outlook is None or foreseen.at is None:
        return "The first forecast is being worked out." if foreseen.newer else ""
    made = foreseen.outlook
    words = (
        f"Worked out with {made.trials:,} trials, seed {made.seed}, as of "
        f"{local_short(foreseen.at, book.timezone)}, event {foreseen.seq}"
    )
    return f"{words}; a newer one is being worked out." if foreseen.newer else f"{words}."


def has_happened(dates: Quantiles, now: datetime) -> bool:
    """Whether chance has no part in something any more."""
    return dates.p10 == dates.p95 and dates.p95 <= now


def _p80(ahead: Outlook, target: str) -> datetime | None:
    """Of a gate its readiness, of an outage its end, of a task its finish; in that order."""
    found = ahead.forecast
    if target in found.gates:
        return found.gates[target].ready.p80
    if target in found.outages:
        return found.outages[target].end.p80
    if target in found.tasks:
        # Every trial of its target is kept, and fewer of the other tasks.
        return replace(ahead, target=target).forecast.target_date.p80
    return found.finish.p80 if target == FINISH else None


def _system(book: Runbook, outage: str) -> str:
    """The name of the system of an outage."""
    key = book.outages[outage].system
    return book.systems[key].name if key in book.systems else key
