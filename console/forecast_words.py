"""Words for what a forecast says: chances, the target, the precision, what is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator

from console.schedule import target_name
from dependencies.forecast.durations import OUTRUN_LIKELY, OUTRUN_MOST
from dependencies.forecast.records import Forecast
from runbooks.durations import format_seconds
from runbooks.model import Runbook

_HUNDRED = 100
#: Shares below which a chance is little, and something to look at.
_LITTLE, _HALF = 0.8, 0.5
#: Fewer trials than that may all lie on one side of a P80: one time in a hundred, of twenty.
_FEW = 32
#: Tasks that are named one by one.
_MOST_NAMED = 8


def chance(share: float) -> str:
    """`97 %`; never 0 % or 100 % of what can be otherwise."""
    percent = round(share * _HUNDRED)
    if percent == 0 and share > 0:
        return "< 1 %"
    if percent == _HUNDRED and share < 1:
        return "> 99 %"
    return f"{percent} %"


def chance_style(share: float) -> str:
    """How a chance is marked: red if it is less than even."""
    if share < _HALF:
        return "bold red"
    return "bold yellow" if share < _LITTLE else ""


def about_target(book: Runbook, found: Forecast, *, chosen: bool) -> str:
    """What the forecast is run for, and who chose it."""
    name = target_name(book, found.target or "finish")
    if found.target in book.gate_by_id:
        name = f"{name} being ready"
    who = "" if chosen else "; it comes next (--target chooses another)"
    return f"Target: {name}{who}."


def precision_words(found: Forecast) -> str:
    """How well the P80 of the target is known, against what was asked for."""
    known = found.precision
    if found.trials < _FEW:
        return "So few trials do not tell how well its P80 is known."
    off = format_seconds(round(known.seconds)) if round(known.seconds) else "less than 1s"
    words = f"Its P80 is known to within {off}"
    if known.asked is None:
        return f"{words}."
    asked = format_seconds(round(known.asked))
    if known.reached:
        return f"{words} ({asked} was asked for)."
    return f"{words}, NOT to the {asked} that was asked for; more --trials would."


def assumed(book: Runbook, found: Forecast, *, begun: bool) -> Iterator[str]:
    """What nobody has said and the forecast takes for granted, a sentence each.

    `begun`: it is of a run.
    """
    yield (
        "Work begins as soon as it can, each gate is a go at once, and there are people enough; "
        "gates and tasks with a fixed time wait for it."
    )
    if begun:
        yield "What is overdue, held, blocked or failed is taken to go on now."
    spread = book.forecast.spread
    if not found.single_points:
        yield "No duration that is ahead has a single value: each has its low, likely and high one."
    else:
        yield (
            f"{_durations(found.single_points)} a single value: each may turn out from "
            f"{spread.low:g} to {spread.high:g} times that, as `forecast: {{spread: ...}}` says."
        )
    yield (
        "Durations of one party's tasks go together: correlation "
        f"{book.forecast.correlation:g} (`forecast: {{correlation: ...}}`)."
    )
    if found.outrun:
        yield (
            f"Longer under way than their high estimate: {_named(found.outrun)}. Each is taken to "
            f"go on for {OUTRUN_LIKELY:.0%} of what it has lasted, and {OUTRUN_MOST:.0%} at most."
        )


def _durations(count: int) -> str:
    return "1 duration has" if count == 1 else f"{count} durations have"


def _named(tasks: tuple[str, ...]) -> str:
    more = len(tasks) - _MOST_NAMED
    return f"{', '.join(tasks[:_MOST_NAMED])}{f' and {more} more' if more > 0 else ''}"
