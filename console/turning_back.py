"""What is said of turning back: how long it takes, until when it can begin, and who does it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rich.text import Text

from dependencies.way_back import way_back
from runbooks.clocktime import local_short, minutes_text
from runbooks.gates import Gate
from runbooks.model import Runbook

_ON_NO_GO = {
    "rollback": "to turn back",
    "stand_down": "to stand down",
    "hold": "to hold until there is a go",
    "replan": "to plan anew",
}


def turning_back(book: Runbook, scope: Collection[str], now: datetime | None = None) -> Text | None:
    """How long turning back takes and when it must begin at the latest; None if there is no way.

    With `now` it says whether that is past. Raises what `way_back` does.
    """
    back = way_back(book, scope)
    if back is None:
        return None
    takes = f"Turning back takes {minutes_text(back.seconds)}"
    if back.restore_by is None or back.latest_start is None:
        return Text(f"{takes}.")
    by, latest = (local_short(at, book.timezone) for at in (back.restore_by, back.latest_start))
    if now is not None and now > back.latest_start:
        late = f"It had to begin by {latest}, which is PAST."
        return Text(f"{takes}, and must be over by {by}.\n{late}", style="bold red")
    return Text(f"{takes}, and must be over by {by}.\nIt must begin by {latest}.")


def asked_on_no_go(gate: Gate) -> str:
    """What the runbook asks for if a gate is no go: `to turn back`."""
    return _ON_NO_GO[gate.on_no_go]


def by_hand(book: Runbook, gate: Gate) -> str:
    """Who does the rollback leg, if a no-go at a gate asks for it; else empty."""
    leg = book.rollback.tasks
    if gate.on_no_go != "rollback" or not leg:
        return ""
    tasks = leg[0].id if len(leg) == 1 else f"{leg[0].id} to {leg[-1].id}"
    return (
        f"The rollback leg {tasks} is in the runbook, but is not run from here: do it by hand, and "
        "write it down with `callboard note`."
    )
