"""Words for what is foreseen: chances, two dates of a forecast, and what a forecast stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from console.forecast_words import chance as percent
from console.foreseen import Foreseen
from console.web.reading import Look
from console.web.views.moments import Shown, clock_time
from dependencies.forecast.records import Quantiles

#: Shares from which on something is likely, and below which it is unlikely.
_LIKELY, _UNLIKELY = 0.8, 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """How likely something is."""

    #: `92 %`.
    text: str
    word: Literal["likely", "uncertain", "unlikely"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Likely:
    """When something will have happened with a chance of 50 and of 80 %."""

    p50: Shown
    p80: Shown


def chance_of(share: float) -> Chance:
    """The chance of a share of trials (0 to 1), in words too."""
    word: Literal["likely", "uncertain", "unlikely"] = "uncertain"
    if share >= _LIKELY:
        word = "likely"
    elif share < _UNLIKELY:
        word = "unlikely"
    return Chance(text=percent(share), word=word)


def likely(dates: Quantiles, zone: str, now: datetime) -> Likely:
    """Two of the dates that a forecast gives, on the clock of a run."""
    return likely_of(dates.p50, dates.p80, zone, now)


def likely_of(p50: datetime, p80: datetime, zone: str, now: datetime) -> Likely:
    """Two dates on the clock of a run."""
    return Likely(p50=clock_time(p50, zone, now), p80=clock_time(p80, zone, now))


def stands_on(look: Look, foreseen: Foreseen) -> str:
    """The instant and the event that a forecast stands on, why there is none, or that it comes."""
    if foreseen.why_not:
        return f"There is no forecast. {foreseen.why_not}"
    if foreseen.outlook is None:
        return "The first forecast is being worked out." if foreseen.newer else ""
    at = clock_time(foreseen.at, look.state.runbook.timezone, look.now)
    words = f"As of {at.text}, event {foreseen.seq}" if at else f"As of event {foreseen.seq}"
    words += "; a newer one is being worked out." if foreseen.newer else "."
    rest = foreseen.outlook.rest
    if rest.doubts or rest.state.stopped:
        words += " What is overdue, stopped, held, blocked or failed is taken to go on now."
    return words
