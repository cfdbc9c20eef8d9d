"""When tasks are to be expected on the board, if the rest goes by plan."""

from __future__ import annotations

from console.foreseen import Foreseen
from console.standing import Standing
from rehearsals.outlook.doubts import AFTER
from rehearsals.outlook.rest import Rest
from runbooks.clocktime import local_short

#: Seconds from which on an expected date is told beside the planned one.
_WORTH_TELLING = 60


def rest_for(stands: Standing, foreseen: Foreseen) -> Rest | None:
    """What is left of a run as it stands; None if what is foreseen is of an older state."""
    rest = foreseen.outlook.rest if foreseen.outlook else None
    return rest if rest is not None and rest.state is stands.state else None


def expected_end(stands: Standing, ahead: Rest | None, task: str) -> str:
    """`exp. Sat 20 Sep 11:40 BST` where it is not the planned end; or that nobody knows it."""
    if ahead is None or task not in ahead.dates:
        return ""
    if (doubt := ahead.doubt(task)) and not doubt.startswith(AFTER):
        return f"{doubt}: end unknown"
    at = ahead.dates[task].finish
    differs = abs((at - stands.planned(task).finish).total_seconds()) >= _WORTH_TELLING
    if not (differs or doubt):
        return ""
    return f"{'at least' if doubt else 'exp.'} {local_short(at, stands.state.runbook.timezone)}"


def expected_start(stands: Standing, ahead: Rest | None, task: str) -> str:
    """`expected Sun 21 Sep 12:40 BST, at the earliest`; empty if it begins as planned, or has."""
    if ahead is None or task not in ahead.dates or stands.state.task(task).progress != "open":
        return ""
    at, doubt = ahead.dates[task].start, ahead.doubt(task, "start")
    differs = abs((at - stands.planned(task).start).total_seconds()) >= _WORTH_TELLING
    if not (differs or doubt):
        return ""
    words = f"expected {local_short(at, stands.state.runbook.timezone)}"
    return f"{words} at the earliest ({doubt})" if doubt else words
