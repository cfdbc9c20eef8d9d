"""A night read straight from an exported journal, with nothing of the product but its text.

Deliberately plain: these figures are what the report's figures are held against.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class TaskNight:
    """What the journal says of one task."""

    starts: list[datetime] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    finished: datetime | None = None


@dataclass
class Night:
    """What the journal says of a run."""

    opened: datetime
    runbook: dict[str, Any]
    tasks: dict[str, TaskNight] = field(default_factory=dict)
    opened_outages: dict[str, datetime] = field(default_factory=dict)
    closed_outages: dict[str, datetime] = field(default_factory=dict)
    decisions: dict[str, list[str]] = field(default_factory=dict)
    closed: datetime | None = None
    last_hash: str = ""
    events: int = 0

    def ready(self, task: dict[str, Any], not_before: datetime | None) -> datetime:
        """When the last predecessor and the not-before let a task go."""
        before = [self.tasks[p].finished for p in task.get("after", [])]
        return max([self.opened, *[m for m in before if m], *([not_before] if not_before else [])])


def read_night(text: str) -> Night:
    """The night of an export in JSON lines."""
    lines = [json.loads(line) for line in text.splitlines()]
    night = Night(opened=_time(lines[0]["at"]), runbook=lines[0]["data"]["runbook"])
    for line in lines[1:]:
        _take(night, line["type"], line["data"], _time(line["at"]))
    night.events, night.last_hash = len(lines), lines[-1]["hash"]
    return night


def _take(night: Night, kind: str, data: dict[str, Any], at: datetime) -> None:
    task = night.tasks.setdefault(data["task"], TaskNight()) if "task" in data else TaskNight()
    match kind:
        case "TaskStarted":
            task.starts.append(at)
        case "TaskFailed":
            task.ends.append(at)
        case "TaskFinished":
            task.ends.append(at)
            task.finished = at
        case "GateDecided":
            night.decisions.setdefault(data["gate"], []).append(data["outcome"])
        case "OutageOpened":
            night.opened_outages[data["outage"]] = at
        case "OutageClosed":
            night.closed_outages[data["outage"]] = at
        case "RunClosed":
            night.closed = at


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
