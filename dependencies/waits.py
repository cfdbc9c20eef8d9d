"""Which closed window a task has waited for: by the name of the blackout or outage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dependencies.closed_windows import windows_of
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.moments import Moment
from runbooks.tasks import Task


def window_before(runbook: Runbook, task: Task, start: datetime) -> str | None:
    """The blackout or clock-fixed outage of a task that ended last by its start; None if none did.

    Raises TimeError.
    """
    ended = [
        (end, name)
        for name in windows_of(runbook, task)
        for moment in _ends(runbook, name)
        if (end := instant_of(moment, runbook)) <= start
    ]
    return max(ended, default=(start, None), key=_end)[1]


def _end(ended: tuple[datetime, str | None]) -> datetime:
    return ended[0]


def _ends(runbook: Runbook, name: str) -> Iterator[Moment]:
    if name in runbook.blackouts:
        yield from (span.to for span in runbook.blackouts[name].windows)
    if (outage := runbook.outages.get(name)) and outage.to:
        yield outage.to
