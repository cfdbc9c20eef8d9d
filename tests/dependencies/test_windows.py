"""Planned outage windows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dependencies.plan import PlannedOutage
from dependencies.planner import plan
from runbooks.errors import AmbiguousTime
from runbooks.model import Runbook
from tests.dependencies.factories import a_runbook, a_task, an_outage


def a_three_hour_runbook() -> Runbook:
    """Three tasks of an hour from 08:00 UTC; the first takes EES out, the last opens it again."""
    return a_runbook(
        a_task("A"),
        a_task("B", "A"),
        a_task("C", "B"),
        outages={"OUT-EES": an_outage("A", "C")},
    )


def hour(number: int) -> datetime:
    """An hour of the day, in UTC."""
    return datetime(2025, 9, 1, number, tzinfo=UTC)


def test_outage_runs_between_the_edges_of_its_tasks() -> None:
    """It opens at one task's start and closes at another's finish."""
    assert plan(a_three_hour_runbook()).outages["OUT-EES"] == PlannedOutage(
        start=hour(8), end=hour(11)
    )


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (("B", "C"), PlannedOutage(start=hour(8), end=hour(10), opens_in_scope=False)),
        (("A", "B"), PlannedOutage(start=hour(8), end=hour(10), closes_in_scope=False)),
    ],
)
def test_outage_half_in_scope_runs_to_the_edge_of_the_scope(
    scope: tuple[str, ...], expected: PlannedOutage
) -> None:
    """What opened before the scope is open from its start; what closes after, to its finish."""
    assert plan(a_three_hour_runbook(), scope).outages["OUT-EES"] == expected


def test_outage_with_no_end_in_scope_is_left_out() -> None:
    """Whether such an outage is open at all cannot be known from the part."""
    assert plan(a_three_hour_runbook(), ("B",)).outages == {}


def test_ambiguous_outage_time_is_refused_naming_the_outage() -> None:
    """A window from a time that happens twice has no single start."""
    window = {"system": "X", "from": "2025-10-26T01:30", "to": "2025-10-26T04:00"}
    with pytest.raises(AmbiguousTime, match="`from` of OUT-X"):
        plan(a_runbook(a_task("A"), outages={"OUT-X": window}))
