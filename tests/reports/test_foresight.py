"""Tests of the picture of how forecasts moved."""

from __future__ import annotations

from rehearsals.testing import Trial
from reports.drawing.foresight import Foresight, build_foresight
from tests.reports.factories import a_finished_night, a_small_night, material_of, page_of


def _picture(trial: Trial) -> Foresight:
    return build_foresight(material_of(trial))


def test_the_finish_stands_above_the_ends_of_outages() -> None:
    """A row for each that was forecast more than once."""
    assert [lane.label for lane in _picture(a_finished_night()).lanes] == [
        "Finish",
        "End of OUT-EES",
    ]


def test_later_is_higher() -> None:
    """P95 above P80 above P50 above P10, in pixels from the top."""
    for lane in _picture(a_finished_night()).lanes:
        for mark in lane.marks:
            assert lane.y <= mark.p95 <= mark.p80 <= mark.p50 <= mark.p10


def test_forecasts_and_outcome_share_a_scale() -> None:
    """What came lies between what is above and below it, in proportion."""
    finish, _ = _picture(a_finished_night()).lanes

    span = finish.latest_minutes - finish.earliest_minutes
    expected = finish.y + 60 * finish.latest_minutes / span

    assert abs(finish.actual_y - expected) < 1e-6
    assert finish.earliest_minutes <= 0 <= finish.latest_minutes


def test_marks_stand_where_they_were_made() -> None:
    """From the opening to the go, and what came is at the right."""
    finish, _ = _picture(a_finished_night()).lanes

    places = [mark.x for mark in finish.marks]

    assert places == sorted(places)
    assert places[-1] < finish.actual_x
    assert len(places) == 3


def test_without_outcomes_there_is_no_picture() -> None:
    """Nothing has come yet that forecasts could be held against."""
    assert _picture(a_small_night()).lanes == ()
    assert "How the forecasts moved" not in page_of(a_small_night())
