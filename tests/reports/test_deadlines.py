"""Tests of fixed dates: kept or missed, with how much to spare, and what drove them."""

from __future__ import annotations

import pytest

from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from reports.figures.deadlines import DeadlineFigures, DeadlinesFigures, build_deadlines
from tests.rehearsals.outlook.nights import a_book
from tests.reports.factories import an_outage, material_of, page_of
from tests.reports.hard_nights import a_night_turned_back


def _figures(trial: Trial) -> DeadlinesFigures:
    return build_deadlines(material_of(trial))


def _only(trial: Trial) -> DeadlineFigures:
    (found,) = _figures(trial).deadlines
    return found


def _by_eleven(**changes: str) -> Trial:
    """A, then B, which must be over 120 minutes after the opening; planned 60."""
    return Trial(a_runbook(a_task("A"), a_task("B", "A", not_after="2026-01-12T11:00"), **changes))


@pytest.mark.parametrize(
    ("finish", "standing", "margin"),
    [
        pytest.param(100, "kept", 20, id="in-time"),
        pytest.param(120, "kept", 0, id="at-the-last-second"),
        pytest.param(120.5, "missed", -0.5, id="late"),
    ],
)
def test_a_task_keeps_its_deadline_or_not(finish: float, standing: str, margin: float) -> None:
    """An hour to spare as planned, and what was left in the end."""
    trial = _by_eleven()
    trial.do(0, 40, "A")
    trial.do(50, finish, "B")

    found = _only(trial)

    assert (found.id, found.kind, found.planned_margin_minutes) == ("B", "not_after", 60)
    assert (found.standing, found.margin_minutes) == (standing, margin)


@pytest.mark.parametrize(
    ("minutes", "standing"),
    [pytest.param(30, "not_reached", id="time-left"), pytest.param(121, "missed", id="no-time")],
)
def test_what_was_not_reached_is_missed_once_its_time_is_past(
    minutes: float, standing: str
) -> None:
    """By the journal's last fact."""
    trial = _by_eleven()
    trial.start(minutes, "A")

    found = _only(trial)

    assert (found.standing, found.actual, found.margin_minutes) == (standing, None, None)


def test_a_fixed_start_is_missed_by_who_comes_later() -> None:
    """B was fixed to 10:00 and began at 10:05."""
    trial = Trial(a_runbook(a_task("B", fixed="2026-01-12T10:00")))
    trial.do(65, 80, "B")

    found = _only(trial)

    assert (found.kind, found.standing, found.actual) == ("fixed", "missed", at(65))


def test_the_hard_limit_counts_from_the_real_opening() -> None:
    """EES was taken out 20 minutes late, so that its two hours ended 20 minutes later."""
    book = a_runbook(a_task("A"), a_task("C", "A"), outages={"OUT-EES": an_outage(hard_limit="2h")})
    trial = Trial(book)
    trial.do(20, 60, "A")
    trial.do(60, 130, "C")

    found = _only(trial)

    assert (found.planned_at, found.at, found.actual) == (at(120), at(140), at(130))
    assert (found.kind, found.standing, found.margin_minutes) == ("hard_limit", "kept", 10)


def test_turning_back_from_the_last_gate_would_have_been_over_in_time() -> None:
    """G1 decided at 90; the way back takes 120 minutes, and had to be over at 300."""
    trial = Trial(a_book(restore_by="2026-01-12T14:00"))
    trial.do(0, 30, "A")
    trial.start(40, "M")
    trial.decide(90, "G1")

    found = _only(trial)

    assert (found.id, found.title, found.planned) == ("restore_by", "G1", at(180))
    assert (found.standing, found.actual, found.margin_minutes) == ("kept", at(210), 90)


def test_a_run_that_turned_back_is_measured_by_the_end_of_its_way_back() -> None:
    """Over at 220, and 16:00 was the limit."""
    found = _only(a_night_turned_back())

    assert (found.standing, found.actual, found.margin_minutes) == ("kept", at(220), 200)


def test_the_deadline_of_what_was_given_up_is_given_up() -> None:
    """D was not to be done any more."""
    night = a_night_turned_back(deadline="2026-01-12T15:00")

    standings = {one.id: one.standing for one in _figures(night).deadlines}

    assert standings == {"D": "given_up", "restore_by": "kept"}


def test_what_drives_a_deadline_stands_beside_it() -> None:
    """Since the last gate on the way, as planned and as it happened."""
    book = a_runbook(
        a_task("A"),
        a_task("M", "A", party="sro"),
        a_task("B", "M"),
        a_task("C", "M", duration="1h"),
        a_task("D", "B", "C", not_after="2026-01-12T15:00"),
        gates=[a_gate("G1", "M", criteria=[])],
    )
    trial = Trial(book)
    trial.do(0, 30, "A")
    trial.start(30, "M")
    trial.decide(60, "G1")
    trial.do(60, 70, "C")
    trial.do(70, 90, "B")
    trial.do(95, 120, "D")

    found = _only(trial)

    assert found.planned_chain is not None
    assert found.actual_chain is not None
    assert (found.planned_chain.gate, found.planned_chain.tasks) == ("G1", ("C", "D"))
    assert (found.actual_chain.gate, found.actual_chain.tasks) == ("G1", ("B", "D"))


def test_little_to_spare_is_near() -> None:
    """An hour as planned is under the limit of 90 minutes; 20 minutes in the end are too."""
    trial = _by_eleven(float_limit="90m")
    trial.do(0, 40, "A")
    trial.do(50, 100, "B")

    figures, found = _figures(trial), _only(trial)

    assert (figures.float_limit_minutes, found.planned_near, found.near) == (90, True, True)


def test_a_missed_deadline_is_not_near() -> None:
    """Nothing is to spare."""
    trial = _by_eleven(float_limit="90m")
    trial.do(0, 40, "A")
    trial.do(50, 130, "B")

    assert _only(trial).near is False


def test_the_chance_to_keep_it_is_shown_as_it_stood() -> None:
    """Certain at the opening, nearly gone when EES was taken out an hour late."""
    book = a_runbook(
        a_task("A"),
        a_task("C", "A", not_after="2026-01-12T11:00"),
        outages={"OUT-EES": an_outage()},
    )
    trial = Trial(book)
    trial.do(63, 95, "A")
    trial.do(95, 125, "C")

    found = _only(trial)

    assert found.first_chance is not None
    assert found.lowest_chance is not None
    assert (found.first_chance.at, found.first_chance.probability) == (at(0), 1)
    assert found.lowest_chance.probability == 0
    assert found.lowest_chance.at == at(125)


def test_the_page_names_what_missed_and_by_how_much() -> None:
    """In words, with its drivers."""
    trial = _by_eleven()
    trial.do(0, 40, "A")
    trial.do(50, 130, "B")

    text = " ".join(page_of(trial).split())

    assert "Deadlines, kept and missed" in text
    assert '<span class="late">-10 min</span>' in text
    assert "A → B" in text
