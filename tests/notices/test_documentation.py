"""What suppliers are promised in `docs/notices.md` is what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from notices.channels.http_client import PATIENT
from notices.core.words import KINDS, WIRE_TYPES
from notices.feeds.calendar import REFRESH
from notices.feeds.json_feed import MOST
from notices.feeds.selection import KEPT
from notices.outbox import schedule
from notices.subscriptions.deciding_routes import LEAST as SHORTEST_OVERLAP
from notices.subscriptions.deciding_routes import MOST as LONGEST_OVERLAP
from notices.subscriptions.limits import EXPIRES
from notices.wording.payload import MOST_BYTES
from runbooks.noticing import Noticing

DOCS = Path(__file__).parents[2] / "docs"
PAGE = " ".join((DOCS / "notices.md").read_text().split())
SCHEMA: Any = json.loads((DOCS / "notice.schema.json").read_text())


def span(seconds: float) -> str:
    """`5 s`, `30 min` or `2 h`."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"


def test_every_kind_stands_there_with_its_type() -> None:
    """The table is complete, but for what publishes."""
    for kind in KINDS:
        shown = "outage.notice.published" if kind == "provisional" else WIRE_TYPES[kind]
        assert f"| `{kind}` | `{shown}` |" in PAGE


def test_every_field_that_is_named_is_in_the_schema() -> None:
    """In the table of fields."""
    table = PAGE.partition("## The fields")[2].partition("## Webhooks")[0]
    rows = re.findall(r"\| ((?:`[a-z_A-Z]+`(?:, )?)+) \|", table)
    named = {field for row in rows for field in re.findall(r"`(\w+)`", row)}
    assert len(named) > 20
    assert named <= {*SCHEMA["properties"]["data"]["properties"]}


def test_the_tries_are_those_of_the_schedule() -> None:
    """Each step, and how many there are."""
    *steps, last = (span(step.total_seconds()) for step in schedule.STEPS)
    assert f"after {', '.join(steps)} and {last}, each give or take 20 %" in PAGE
    assert f"There are {schedule.TRIES} tries at most" in PAGE
    assert f"After the {schedule.FAILING_AFTER}th failure" in PAGE
    assert f"2nd within {schedule.FAILING_BEFORE.total_seconds() / 3600:g} hours of the" in PAGE
    assert schedule.FLOOR.total_seconds() == 60
    assert (schedule._LEAST, schedule._SPREAD) == (0.8, 0.4)


def test_the_reminders_are_those_of_a_runbook_that_says_nothing() -> None:
    """In working days and hours."""
    assert Noticing().reminders == ("10wd", "5wd", "24h", "1h")
    assert "reminders 10 and 5 working days, 24 hours and 1 hour before the start" in PAGE


@pytest.mark.parametrize(
    "promise",
    [
        f"{MOST_BYTES:,} bytes at most",
        f"nothing within {PATIENT.total:g} seconds",
        f"tried again after {schedule.THROTTLED_FLOOR.total_seconds() / 60:g} minutes",
        f"for {SHORTEST_OVERLAP.total_seconds() / 3600:g} hours, or up to",
        f"up to {LONGEST_OVERLAP.days} days, both",
        f"for {KEPT.days} days after its end",
        f"holds {MOST} revisions at most",
        f"a request waits {EXPIRES.days} days",
    ],
)
def test_a_figure_is_the_one_in_the_code(promise: str) -> None:
    """Word for word."""
    assert promise in PAGE


def test_the_calendar_asks_to_be_read_every_hour() -> None:
    """As the page says."""
    assert REFRESH.total_seconds() == 3600
    assert "asks to be looked at every hour" in PAGE
