"""Whether the window is still made, on the board: gate, outage, finish, deadlines, turning back."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.forecast_words import chance, chance_style
from console.foreseen import Foreseen, next_outage
from console.outlook_words import has_happened, promise_words, worked_out
from console.output import heading, table, wrapped
from console.plan_words import deadline_words
from console.standing import Standing
from console.turning_words import from_here, until_when
from dependencies.forecast.records import Quantiles
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.outlook.decide_by import DecideBy, next_gate
from rehearsals.outlook.outlook import Outlook
from runbooks.clocktime import local_short, minutes_text

#: Deadlines that are listed: those that are kept least likely.
_MOST = 4


def window(stands: Standing, foreseen: Foreseen) -> Iterator[RenderableType]:
    """What is foreseen of the window of a run; nothing of one that is over."""
    if not foreseen.is_told:
        return
    yield heading("Do we make the window?")
    ahead = foreseen.outlook
    if ahead is not None:
        yield _rows(stands, ahead)
        if foreseen.decide_by is not None:
            yield _decide(stands, ahead, foreseen.decide_by)
        yield from _turning(stands, ahead)
    style = "bold yellow" if foreseen.why_not else "dim"
    yield Text(wrapped(worked_out(stands.state.runbook, foreseen)), style=style)


def _rows(stands: Standing, ahead: Outlook) -> Table:
    """What is next, and what may not be kept; the times that were set do not move by themselves."""
    book, found = stands.state.runbook, ahead.forecast
    rows = table("Set for", "P50", "P80", "Chance", "What")
    gate = next_gate(ahead.rest)
    if gate is not None and (one := found.gates.get(gate.id)) is not None:
        over = has_happened(one.ready, ahead.rest.now)
        rows.add_row(
            local_short(one.planned, book.timezone),
            *_dates(stands, one.ready),
            "" if over else chance(one.in_time),
            f"{gate.id} {gate.title} {'became' if over else 'is'} ready",
            style="" if over else chance_style(one.in_time),
        )
    if (key := next_outage(ahead)) is not None:
        ends = found.outages[key]
        rows.add_row(
            local_short(ends.planned, book.timezone),
            *_dates(stands, ends.end),
            chance(ends.in_time),
            f"{key} ends, as announced",
            style=chance_style(ends.in_time),
        )
    rows.add_row(
        local_short(stands.plan.finish, book.timezone), *_dates(stands, found.finish), "", "finish"
    )
    _add_deadlines(rows, stands, ahead)
    return rows


def _add_deadlines(rows: Table, stands: Standing, ahead: Outlook) -> None:
    book = ahead.rest.network.frame.runbook
    known = {(one.kind, one.id): one for one in ahead.rest.plan.deadlines}
    doubtful = [one for one in ahead.forecast.deadlines if one.probability < 1]
    doubtful.sort(key=lambda one: (one.probability, one.at))
    for one in doubtful[:_MOST]:
        planned = known.get((one.kind, one.id))
        rows.add_row(
            local_short(one.at, stands.state.runbook.timezone),
            "",
            "",
            chance(one.probability),
            deadline_words(book, planned) if planned else one.id,
            style=chance_style(one.probability),
        )
    if (more := len(doubtful) - _MOST) > 0:
        rows.add_row("", "", "", "", f"and {more} more that may not be kept")


def _dates(stands: Standing, dates: Quantiles) -> Iterator[str]:
    return (local_short(at, stands.state.runbook.timezone) for at in (dates.p50, dates.p80))


def _decide(stands: Standing, ahead: Outlook, found: DecideBy) -> Text:
    """Until when the next gate must decide, and what falls then."""
    zone = stands.state.runbook.timezone
    if found.by is None:
        return Text(f"No fixed date that is kept now hangs on when {found.gate} decides.")
    left = (found.by - stands.now).total_seconds()
    how = f"{minutes_text(left)} left" if left >= 0 else f"PAST by {minutes_text(-left)}"
    words = f"{found.gate} must decide by {local_short(found.by, zone)} ({how})"
    if found.falls is not None:
        words += f", or this falls: {promise_words(ahead, found.falls)}"
    return Text(wrapped(f"{words}."), style="bold red" if left < 0 else "")


def _turning(stands: Standing, ahead: Outlook) -> Iterator[Text]:
    """How long turning back takes from here, until when it is safe, or why there is none."""
    book, turning = ahead.rest.state.runbook, ahead.turning
    if not book.rollback.tasks or turned_back_whole(stands.state):
        return
    if turning.none:
        yield Text(wrapped(turning.none))
        return
    past = turning.is_past(stands.now)
    words = f"{from_here(turning)} {until_when(book, turning, stands.now)}".strip()
    yield Text(wrapped(words), style="bold red" if past else "")
