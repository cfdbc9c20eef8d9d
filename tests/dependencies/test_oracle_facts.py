"""What the slow planner makes of what has happened, against answers worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from dependencies.progress import Progress
from tests.dependencies.factories import a_task
from tests.dependencies.oracle_asked import seconds
from tests.dependencies.oracle_paper import at, shown

#: Everything stands still from 10:30 to 11:00.
BLACKOUT = {"title": "Freeze", "windows": [{"from": "T+90m", "to": "T+2h"}]}


def test_a_running_task_lasts_until_now_at_least() -> None:
    """An hour from 09:00 that runs at 11:00 has not finished; what follows waits for it."""
    facts = {"A": Progress(started=at("2025-12-01T09:00"))}
    now = seconds(at("2025-12-01T11:00"))
    dates = shown({}, a_task("A"), a_task("B", "A"), facts=facts, now=now)
    assert dates == {"A": "1 09:00 - 1 11:00", "B": "1 11:00 - 1 12:00"}


@pytest.mark.parametrize(
    ("progress", "dates"),
    [
        pytest.param({}, "1 10:00 - 1 13:00", id="by its duration"),
        pytest.param({"remaining": 3 * 3600}, "1 10:00 - 1 14:00", id="by what remains"),
        pytest.param({"finished": at("2025-12-01T10:45")}, "1 10:00 - 1 10:45", id="over"),
    ],
)
def test_what_has_begun_keeps_its_dates(progress: dict[str, Any], dates: str) -> None:
    """A began at 10:00, against every link and blackout, and it is 11:00."""
    facts = {"A": Progress(started=at("2025-12-01T10:00"), **progress)}
    tasks = a_task("Z", duration="9h"), a_task("A", "Z", duration="3h")
    now = seconds(at("2025-12-01T11:00"))
    assert shown({"blackouts": {"B1": BLACKOUT}}, *tasks, facts=facts, now=now)["A"] == dates


def test_nothing_begins_before_now() -> None:
    """What has not begun starts now at the earliest, or when it is looked for."""
    facts = {"B": Progress(not_before=at("2025-12-01T13:00"))}
    dates = shown({}, a_task("A"), a_task("B"), facts=facts, now=seconds(at("2025-12-01T12:00")))
    assert dates == {"A": "1 12:00 - 1 13:00", "B": "1 13:00 - 1 14:00"}
