"""Milestones: a baseline for ever, replans with their reasons, and the day they were reached."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsals.programme import commands as c
from runbooks.errors import Refused
from tests.rehearsals.programme.factories import Programme

M10 = {"milestone": "M10", "title": "Central systems ready", "baseline": "2025-03-07"}
DAYS = st.dates().map(lambda day: day.isoformat())
ASKS = st.one_of(
    st.tuples(st.just(c.SetMilestone), st.fixed_dictionaries({"baseline": DAYS})),
    st.tuples(st.just(c.ReplanMilestone), st.fixed_dictionaries({"day": DAYS})),
    st.tuples(st.just(c.RecordMilestone), st.fixed_dictionaries({"day": DAYS})),
)


@pytest.fixture
def programme() -> Programme:
    """A programme with a milestone M10."""
    made = Programme()
    made.ask(c.SetMilestone, **M10)
    return made


@given(st.lists(ASKS, max_size=8))
def test_a_baseline_never_changes(asks: list[tuple[type[Any], dict[str, str]]]) -> None:
    """Whatever is asked, in whatever order; and no replan is ever lost."""
    programme = Programme()
    programme.ask(c.SetMilestone, **M10)
    replans: list[str] = []
    for kind, fields in asks:
        said = {"title": "Again"} if kind is c.SetMilestone else {"reason": "news"}
        try:
            programme.ask(kind, milestone="M10", **said, **fields)
        except Refused:
            continue
        replans += [fields["day"]] if kind is c.ReplanMilestone else []
    milestone = programme.ledger.state().milestones["M10"]
    assert milestone.baseline.baseline == "2025-03-07"
    assert [replan.day for replan in milestone.replans] == replans


def test_replans_are_kept_in_order_with_their_change_requests(programme: Programme) -> None:
    """M10 was moved twice, and both can be read."""
    programme.ask(
        c.ReplanMilestone, milestone="M10", day="2025-06-01", reason="late", reference="CR022"
    )
    programme.ask(
        c.ReplanMilestone,
        milestone="M10",
        day="2025-09-22",
        latest="2025-10-06",
        control_point="2025-08-01",
        reason="SIT longer",
        reference="CR055",
    )
    milestone = programme.ledger.state().milestones["M10"]
    assert [one.reference for one in milestone.replans] == ["CR022", "CR055"]
    assert milestone.planned == "2025-09-22"
    assert milestone.replans[-1].control_point == "2025-08-01"


def test_a_replan_needs_a_reason(programme: Programme) -> None:
    """A date does not move by itself."""
    replan = {"milestone": "M10", "day": "2025-09-22", "reason": " "}
    assert programme.refused(c.ReplanMilestone, **replan) == "reason-missing"


def test_a_reached_milestone_is_not_replanned(programme: Programme) -> None:
    """What has happened is no plan."""
    programme.ask(c.RecordMilestone, milestone="M10", day="2025-09-22")
    replan = {"milestone": "M10", "day": "2025-10-01", "reason": "late"}
    assert programme.refused(c.ReplanMilestone, **replan) == "already-reached"


def test_a_wrong_day_is_corrected_with_a_reason(programme: Programme) -> None:
    """Both stay; the newest counts."""
    programme.ask(c.RecordMilestone, milestone="M10", day="2025-09-22")
    again = {"milestone": "M10", "day": "2025-09-23"}
    assert programme.refused(c.RecordMilestone, **again) == "reason-missing"
    programme.ask(c.RecordMilestone, **again, reason="approved after midnight")
    milestone = programme.ledger.state().milestones["M10"]
    assert (milestone.actual, len(milestone.actuals)) == ("2025-09-23", 2)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"baseline": "22/09/2025"}, "not-a-day"),
        ({"baseline": "20250922"}, "not-a-day"),
        ({"latest": "2025-03-01"}, "range-reversed"),
        ({"control_point": "soon"}, "not-a-day"),
        ({"milestone": "M 11"}, "not-an-id"),
        ({"title": " "}, "title-missing"),
    ],
)
def test_what_is_no_milestone_is_refused(fields: dict[str, str], code: str) -> None:
    """Days are written one way."""
    assert Programme().refused(c.SetMilestone, **{**M10, **fields}) == code


def test_an_unknown_milestone_is_named(programme: Programme) -> None:
    """With those that there are."""
    replan = {"milestone": "M9", "day": "2025-10-01", "reason": "late"}
    assert programme.refused(c.ReplanMilestone, **replan) == "unknown-milestone"
