"""Words for turning back: how long it takes from here, until when it is safe, and what binds."""

from __future__ import annotations

from datetime import datetime

from rehearsals.outlook.lengths import LegLengths
from rehearsals.outlook.turning import Turning
from runbooks.clocktime import local_short, minutes_text
from runbooks.model import Runbook
from runbooks.ways_back import WAY_BACK_NAMES


def lengths_words(lengths: LegLengths) -> str:
    """`5 h 40 min at P80 (P50 5 h 10 min, likely 4 h 45 min)`."""
    p80, p50, likely = map(minutes_text, (lengths.p80, lengths.p50, lengths.likely))
    return f"{p80} at P80 (P50 {p50}, likely {likely})"


def from_here(turning: Turning) -> str:
    """How long it takes if it is begun now; empty if it cannot be."""
    if turning.now is None:
        return ""
    name = WAY_BACK_NAMES[turning.kind]
    if not turning.now.tasks:
        return f"Nothing has been done that a {name} would undo."
    return f"A {name} from here takes {lengths_words(turning.now)}."


def until_when(book: Runbook, turning: Turning, now: datetime) -> str:
    """The latest safe start at an instant, what is left, and what binds; empty if nothing does."""
    left = turning.left(now)
    if turning.latest_start is None or left is None:
        return ""
    latest = local_short(turning.latest_start, book.timezone)
    if turning.is_past(now):
        begin = f"It had to begin by {latest}, which is PAST by {minutes_text(-left)}"
    else:
        begin = f"It must begin by {latest} ({minutes_text(left)} left)"
    return f"{begin}{_binds(book, turning, past=turning.is_past(now))}."


def _binds(book: Runbook, turning: Turning, *, past: bool) -> str:
    """Which of the two makes it the latest, to be put behind it."""
    if turning.binds == "irreversible" and turning.irreversible:
        return f", when {turning.irreversible[0]}, which is irreversible, is expected to begin"
    if not (must := over_by(turning, book)):
        return ""
    if past or turning.then is None:
        return f": it {must}"
    return f": begun then it takes {minutes_text(turning.then.p80)} at P80, and {must}"


def over_by(turning: Turning, book: Runbook) -> str:
    """`must be over by Mon 22 Sep 06:00 BST with 30 min to spare`; empty if nobody says by when."""
    if turning.restore_by is None:
        return ""
    spare = f" with {minutes_text(turning.margin)} to spare" if turning.margin else ""
    return f"must be over by {local_short(turning.restore_by, book.timezone)}{spare}"
