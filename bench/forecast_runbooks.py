"""Runbooks to forecast: plain ones, and ones with calendars, windows, outages and gates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from runbooks.model import Runbook

_START = datetime(2026, 3, 2, 9, tzinfo=UTC)
_PARTIES, _REACH = 20, 200


def plain_runbook(tasks: int) -> Runbook:
    """Three-point durations and two or three finish-to-start links a task."""
    random = Random(5)  # noqa: S311 - made runbooks, not secrets
    return Runbook.model_validate(_plain(tasks, random))


def busy_runbook(tasks: int) -> Runbook:
    """The same with calendars for half of the tasks, blackouts for a fifth, outages and gates."""
    random = Random(5)  # noqa: S311 - made runbooks, not secrets
    made = _plain(tasks, random)
    for number, task in enumerate(made["tasks"]):
        if random.random() < 0.5:
            task["calendar"] = random.choice(("england", "shifts"))
        for link in task["after"]:
            if random.random() < 0.1:
                link["link"] = random.choice(("SS", "FF"))
        if number % 40 == 20:
            task["uses"] = [f"S{number * 5 // tasks}"]
    ids = [task["id"] for task in made["tasks"]]
    made["calendars"] = {"shifts": {"days": "mon-sat", "hours": "06:00-14:00,14:30-22:30"}}
    made["systems"] = {f"S{n}": {"name": f"System {n}"} for n in range(5)}
    made["outages"] = {f"O{n}": _outage(n, ids) for n in range(5)}
    made["blackouts"] = {f"B{n}": _blackout(n, random.sample(ids, tasks // 20)) for n in range(4)}
    step = tasks // 11
    made["gates"] = [
        {"id": f"G{n}", "title": f"Gate {n}", "meeting": ids[n * step]} for n in range(1, 11)
    ]
    return Runbook.model_validate(made)


def _plain(tasks: int, random: Random) -> dict[str, Any]:
    return {
        "runbook": "made",
        "title": "Made runbook",
        "start": f"{_START:%Y-%m-%dT%H:%M}",
        "parties": {f"p{n}": {"name": f"Party {n}"} for n in range(_PARTIES)},
        "tasks": [_task(number, random) for number in range(tasks)],
    }


def _task(number: int, random: Random) -> dict[str, Any]:
    low = random.randint(5, 60)
    likely = low + random.randint(1, 60)
    before = range(max(0, number - _REACH), number)
    chosen = random.sample(before, min(len(before), random.randint(2, 3)))
    return {
        "id": f"T{number:05}",
        "title": f"Task {number}",
        "party": f"p{random.randrange(_PARTIES)}",
        "after": [{"task": f"T{other:05}"} for other in sorted(chosen)],
        "duration": {
            "low": f"{low}m",
            "likely": f"{likely}m",
            "high": f"{likely + random.randint(1, 120)}m",
        },
    }


def _outage(number: int, ids: list[str]) -> dict[str, Any]:
    """A system that is out while a twentieth of the runbook is done."""
    first = len(ids) * number // 5
    return {
        "system": f"S{number}",
        "opens": {"task": ids[first], "at": "start"},
        "closes": {"task": ids[first + len(ids) // 20], "at": "finish"},
    }


def _blackout(number: int, ids: list[str]) -> dict[str, Any]:
    """A night and a day every second week."""
    first = _START + timedelta(days=2 + number * 3)
    windows = [
        {
            "from": f"{first + timedelta(days=14 * n):%Y-%m-%dT18:00}",
            "to": f"{first + timedelta(days=14 * n + 2):%Y-%m-%dT06:00}",
        }
        for n in range(12)
    ]
    return {"title": f"Blackout {number}", "windows": windows, "tasks": ids}
