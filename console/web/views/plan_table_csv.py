"""The tasks of a run as lines of CSV, in which a spreadsheet finds nothing to calculate."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from console.foreseen import NOTHING, Foreseen
from console.naming import party_name
from console.standing import Standing
from console.web.views.expected import expected
from console.web.views.plan_finding import find
from console.web.views.plan_floats import Floats, floats_of
from console.web.views.plan_options import phase_title
from console.web.views.plan_table import TableQuery, in_order

_HEADS = (
    "task", "title", "phase", "party", "party name", "state",
    "planned start", "planned end", "began", "ended", "expected start", "expected end",
    "minutes late", "total float minutes", "free float minutes", "next gate",
    "float to next gate minutes", "driven by",
)  # fmt: skip
#: What makes a spreadsheet calculate.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide ones too


def csv_lines(stands: Standing, query: TableQuery, foreseen: Foreseen = NOTHING) -> Iterator[str]:
    """The tasks that a query lets through, in its order; times are of the runbook's zone (ISO)."""
    ahead, state = expected(stands), stands.state
    zone, floats = ZoneInfo(state.runbook.timezone), floats_of(foreseen)
    yield _line(_HEADS)
    for one in find(stands, ahead, in_order(stands, query)):
        task, record = one.task, state.task(one.task.id)
        planned, now = stands.dates.get(task.id), ahead.dates.get(task.id)
        owner = state.owner(task.id)
        yield _line(
            (
                safe(task.id),
                safe(task.title),
                safe(phase_title(stands, task.id)),
                safe(owner),
                safe(party_name(state.runbook, owner)),
                one.state.replace("_", " "),
                _time(planned.start if planned else None, zone),
                _time(planned.finish if planned else None, zone),
                _time(record.started_at, zone),
                _time(record.settled_at, zone),
                _time(now.start if now and not record.started_at else None, zone),
                _time(now.finish if now and not record.settled else None, zone),
                str(one.late // 60),
                *_floats(floats, task.id),
            )
        )


def _floats(floats: Floats | None, task: str) -> tuple[str, str, str, str, str]:
    """How far a task may slip, in minutes; empty of one that is over."""
    planned = floats.plan.tasks.get(task) if floats and task not in floats.over else None
    if floats is None or planned is None:
        return ("", "", "", "", "")
    to_gate = floats.to_gate.get(task)
    return (
        str(planned.total_float // 60),
        str(planned.free_float // 60),
        safe(floats.gate) if to_gate is not None else "",
        "" if to_gate is None else str(to_gate // 60),
        safe(planned.driver or ""),
    )


def safe(text: str) -> str:
    """A text that is no formula: one that would begin like one has an apostrophe before it."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _time(instant: datetime | None, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat(timespec="seconds") if instant else ""


def _line(cells: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
