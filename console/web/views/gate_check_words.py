"""What an automatic check of a gate looks at, in words."""

from __future__ import annotations

from console.schedule import target_name
from runbooks.checks import Check, ForecastBefore
from runbooks.clocktime import local_short
from runbooks.instants import instant_of
from runbooks.model import Runbook


def check_words(check: Check, book: Runbook) -> str:
    """What an automatic check looks at."""
    if check.tasks_done is not None:
        return f"that {_named(check.tasks_done.tasks)} {_is_are(check.tasks_done.tasks)} done"
    if check.result_within is not None:
        wanted = check.result_within
        return f"that {wanted.result} of {wanted.task} is within its tolerance"
    if check.returns_complete is not None:
        kinds = _named(tuple(kind.replace("_", " ") for kind in check.returns_complete.kinds))
        word = "accepted" if check.returns_complete.accepted else "in"
        return f"that every {kinds} is {word}"
    if check.http is not None:
        return f"that {check.http.url} answers"
    if check.forecast_p80_before is not None:
        return f"that {_forecast_words(check.forecast_p80_before, book)}"
    return "that no incident is open"


def _forecast_words(wanted: ForecastBefore, book: Runbook) -> str:
    ready = " being ready" if wanted.target in book.gate_by_id else ""
    before = local_short(instant_of(wanted.before, book), book.timezone)
    return f"the forecast P80 of {target_name(book, wanted.target)}{ready} comes before {before}"


def _named(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)


def _is_are(ids: tuple[str, ...]) -> str:
    return "is" if len(ids) == 1 else "are"
