"""Tests of the figures of outages."""

from __future__ import annotations

import pytest

from rehearsals.testing import Trial, a_runbook, a_task, at
from reports.figures.outages import OutageFigures, build_outages
from tests.reports.factories import a_finished_night, a_small_night, an_outage, material_of


def _outage(trial: Trial) -> OutageFigures:
    return build_outages(material_of(trial)).outages[0]


def _night(limit: str | None = None, **changes: object) -> Trial:
    outage = an_outage(**({"hard_limit": limit} if limit else {}))
    book = a_runbook(a_task("A"), a_task("C", "A"), outages={"OUT-EES": outage})
    return Trial(book, **changes)


def test_an_outage_is_compared_with_its_plan() -> None:
    """Planned from 0 to 90, actual from 5 to 115: twenty minutes longer."""
    outage = _outage(a_finished_night())

    assert (at(0), at(90), 90) == (
        outage.planned_start,
        outage.planned_end,
        outage.planned_minutes,
    )
    assert (at(5), at(115), 110, 20) == (
        outage.opened_at,
        outage.closed_at,
        outage.actual_minutes,
        outage.difference_minutes,
    )
    assert (outage.start_variance_minutes, outage.end_variance_minutes) == (5, 25)


def test_an_open_outage_counts_up_to_the_last_fact() -> None:
    """Open since 5, last fact at 45: forty minutes so far, and no difference yet."""
    trial = a_small_night()
    trial.do(5, 45, "A")

    outage = _outage(trial)

    assert (
        outage.standing,
        outage.actual_minutes,
        outage.closed_at,
        outage.difference_minutes,
    ) == ("open", 40, None, None)


def test_an_outage_that_has_not_opened_has_no_length() -> None:
    """Nothing but its plan is known."""
    outage = _outage(a_small_night())

    assert (outage.standing, outage.actual_minutes) == ("not opened", None)


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        pytest.param("2h", True, id="kept"),
        pytest.param("60m", True, id="to-the-minute"),
        pytest.param("59m", False, id="broken"),
        pytest.param(None, None, id="no-limit"),
    ],
)
def test_the_hard_limit_is_judged(limit: str | None, kept: bool | None) -> None:
    """An outage of 60 minutes keeps limits of 60 and more."""
    trial = _night(limit)
    trial.do(0, 30, "A")
    trial.do(30, 60, "C")

    assert _outage(trial).limit_kept is kept


def test_an_outage_open_before_the_scope_has_no_planned_start() -> None:
    """It counts from the opening of the run, and is compared with nothing."""
    trial = _night(scope=("C",), open_outages=("OUT-EES",))
    trial.do(10, 50, "C")

    outage = _outage(trial)

    assert (None, at(30)) == (outage.planned_start, outage.planned_end)
    assert (
        outage.open_before,
        outage.actual_minutes,
        outage.difference_minutes,
    ) == (True, 50, None)


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        pytest.param("72h", None, id="not-measured"),
        pytest.param("49m", False, id="broken-in-the-run-alone"),
    ],
)
def test_a_limit_of_an_outage_open_before_the_run_was_not_kept_for_certain(
    limit: str, kept: bool | None
) -> None:
    """Nobody measured how long it was open before; what the run alone breaks is broken."""
    trial = _night(limit, scope=("C",), open_outages=("OUT-EES",))
    trial.do(10, 50, "C")

    assert _outage(trial).limit_kept is kept


def test_outages_stand_in_the_order_of_their_planned_start() -> None:
    """The second written is planned to open first."""
    later = an_outage(opens={"task": "C", "at": "start"})
    book = a_runbook(
        a_task("A"), a_task("C", "A"), outages={"OUT-LATE": later, "OUT-EARLY": an_outage()}
    )

    outages = build_outages(material_of(Trial(book))).outages

    assert [outage.id for outage in outages] == ["OUT-EARLY", "OUT-LATE"]
