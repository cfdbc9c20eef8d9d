"""Whether the window is still made, on the board: gate, outage, finish, deadline, way back."""

from __future__ import annotations

from dataclasses import dataclass

from console.foreseen import Foreseen, next_outage
from console.outlook_words import has_happened
from console.plan_words import deadline_words
from console.web.reading import Look
from console.web.views.chances import (
    Chance,
    Likely,
    chance_of,
    likely,
    stands_on,
)
from console.web.views.moments import Shown, clock_time
from console.web.views.named import system_of
from console.web.views.safe_back import SafeBack, safe_back
from dependencies.forecast.records import Quantiles
from rehearsals.outlook.decide_by import next_gate
from rehearsals.outlook.outlook import Outlook


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """Something ahead: when it will happen, and how likely it is in time."""

    title: str
    href: str
    #: When it has happened; None if it is ahead.
    since: Shown | None
    when: Likely
    #: When it was planned or announced; it does not move by itself.
    by: Shown
    chance: Chance | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A deadline: what must have happened by when, and how likely it is kept."""

    title: str
    href: str
    by: Shown
    chance: Chance


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowView:
    """The band."""

    stands_on: str
    failed: bool
    gate: Ahead | None = None
    outage: Ahead | None = None
    finish: Likely | None = None
    #: The deadline that is kept least likely, of so many.
    deadline: Due | None = None
    deadlines: int = 0
    back: SafeBack | None = None


def window(look: Look, foreseen: Foreseen) -> WindowView | None:
    """What is foreseen of the window of a run; None of a run that is over."""
    if not foreseen.is_told:
        return None
    words, ahead = stands_on(look, foreseen), foreseen.outlook
    if ahead is None:
        return WindowView(stands_on=words, failed=bool(foreseen.why_not))
    return WindowView(
        stands_on=words,
        failed=False,
        gate=_gate(look, ahead),
        outage=_outage(look, ahead),
        finish=_likely(look, ahead.forecast.finish),
        deadline=_deadline(look, ahead),
        deadlines=len(ahead.forecast.deadlines),
        back=safe_back(look, foreseen),
    )


def _gate(look: Look, ahead: Outlook) -> Ahead | None:
    gate = next_gate(ahead.rest)
    found = ahead.forecast.gates.get(gate.id) if gate else None
    if gate is None or found is None:
        return None
    zone = look.state.runbook.timezone
    over = has_happened(found.ready, ahead.rest.now)
    return Ahead(
        title=f"{gate.id} {gate.title}",
        href=f"/runs/{look.run}/gates/{gate.id}",
        since=clock_time(found.ready.p95, zone, look.now) if over else None,
        when=_likely(look, found.ready),
        by=clock_time(found.planned, zone, look.now),
        chance=None if over else chance_of(found.in_time),
    )


def _outage(look: Look, ahead: Outlook) -> Ahead | None:
    """The outage that ends next: of those that are open, or else of those to come."""
    key, zone = next_outage(ahead), look.state.runbook.timezone
    if key is None:
        return None
    one, book = ahead.forecast.outages[key], look.state.runbook
    return Ahead(
        title=system_of(book, book.outages[key].system).name,
        href=f"/runs/{look.run}/outages#{key}",
        since=None,
        when=_likely(look, one.end),
        by=clock_time(one.planned, zone, look.now),
        chance=chance_of(one.in_time),
    )


def _deadline(look: Look, ahead: Outlook) -> Due | None:
    worst = min(ahead.forecast.deadlines, key=lambda one: (one.probability, one.at), default=None)
    known = {(one.kind, one.id): one for one in ahead.rest.plan.deadlines}
    if worst is None:
        return None
    planned = known.get((worst.kind, worst.id))
    book = ahead.rest.network.frame.runbook
    return Due(
        title=deadline_words(book, planned) if planned else worst.id,
        href=f"/runs/{look.run}/plan#deadlines",
        by=clock_time(worst.at, look.state.runbook.timezone, look.now),
        chance=chance_of(worst.probability),
    )


def _likely(look: Look, dates: Quantiles) -> Likely:
    return likely(dates, look.state.runbook.timezone, look.now)
