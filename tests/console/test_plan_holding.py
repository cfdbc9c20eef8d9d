"""What holds a task that waits behind no other, and how long working time is."""

from __future__ import annotations

import pytest

from tests.console.terminal import Terminal

#: On a Saturday: a blackout, an outage by the clock, an office that opens on Monday.
HELD = """\
runbook: held
title: Held by windows
start: 2026-01-17T09:00
parties: {si: {name: Systems Integrator}}
systems: {CSS: {name: Central Switching Service}}
calendars: {office: {days: mon-fri, hours: "09:00-17:00"}}
blackouts:
  FREEZE: {title: Freeze, tasks: [T1], windows: [{from: 2026-01-17T08:00, to: 2026-01-17T12:00}]}
outages:
  OUT-CSS: {system: CSS, from: 2026-01-17T08:00, to: 2026-01-17T10:00}
tasks:
  - {id: T1, title: Frozen, party: si, duration: 1h, not_after: 2026-01-17T11:00, end: true}
  - {id: T2, title: Without CSS, party: si, duration: 1h, uses: [CSS], end: true}
  - {id: T3, title: In the office, party: si, duration: 40h30m, calendar: office, end: true}
"""


@pytest.mark.parametrize(
    ("task", "words"),
    [("T1", "blackout FREEZE"), ("T2", "outage OUT-CSS"), ("T3", "calendar office")],
)
def test_the_chain_names_what_holds_its_first_task(
    callboard: Terminal, task: str, words: str
) -> None:
    """There is no other task that it waits for."""
    page = callboard.ok("plan", callboard.runbook(HELD), "--chain", task)
    assert words in page.splitlines()[-1]


def test_a_missed_deadline_names_the_window_that_misses_it(callboard: Terminal) -> None:
    """The task alone would tell nobody what to move."""
    page = callboard.ok("plan", callboard.runbook(HELD))
    assert "T1 (LATE by 2 h 00 min) is driven by:\n    (blackout FREEZE) > T1\n" in page
    assert page.endswith("    (calendar office) > T3\n")


def test_working_time_is_in_hours(callboard: Terminal) -> None:
    """Forty hours of an office are no day and sixteen hours."""
    path = callboard.runbook(HELD)
    assert "  40h30m W  " in callboard.ok("plan", path)
    page = callboard.ok("plan", path, "--what-if", "T3=+90m")
    assert "T3 takes 42 h 00 min of working time instead of 40 h 30 min?" in page


def test_a_supposition_is_said_once(callboard: Terminal) -> None:
    """Two changes of one task add up to one."""
    options = ("--what-if", "T1=+1h", "--what-if", "T1=+30m")
    page = callboard.ok("plan", callboard.runbook(HELD), *options)
    assert page.count("What if T1 takes 2 h 30 min instead of 1 h 00 min?") == 1
