"""Tests of the forecasts as they stood, beside what came of them."""

from __future__ import annotations

from datetime import timedelta

from dependencies.forecast.records import Quantiles
from rehearsals.core import commands as c
from rehearsals.outlook.outlook import outlook_at
from rehearsals.testing import Trial, a_runbook, a_task, at
from reports.figures.forecast_records import ForecastsFigures, PointFigures
from reports.figures.forecasts import build_forecasts
from reports.figures.outcomes import ForecastFigures
from tests.rehearsals.outlook.nights import a_book
from tests.reports.factories import (
    a_finished_night,
    a_small_night,
    an_outage,
    material_of,
    page_of,
)
from tests.reports.hard_nights import a_hard_night, a_night_turned_back


def _figures(trial: Trial) -> ForecastsFigures:
    return build_forecasts(material_of(trial))


def _point(trial: Trial, kind: str) -> PointFigures:
    points = _figures(trial).forecasts
    return next(p for p in points if any(one.kind == kind for one in p.happenings))


def _quantiles(one: ForecastFigures | None) -> Quantiles:
    assert one is not None
    return Quantiles(p10=one.p10, p50=one.p50, p80=one.p80, p95=one.p95)


def test_each_forecast_is_the_one_that_the_console_showed_then() -> None:
    """The same seed, trials and facts: the same figures, to the second."""
    trial = a_hard_night()
    points = _figures(trial).forecasts

    for point in points:
        then = outlook_at(trial.facts, point.seq)
        assert _quantiles(point.finish) == then.forecast.finish
        for gate in point.gates:
            assert _quantiles(gate) == then.forecast.gates[gate.id].ready
        for outage in point.outages:
            assert _quantiles(outage) == then.forecast.outages[outage.id].end
        assert point.rollback is not None
        assert point.rollback.latest_start == then.turning.latest_start
    assert len(points) == 3


def test_a_forecast_knows_nothing_of_what_came_later() -> None:
    """The night so far, and the same night gone on, forecast the same at the opening."""
    so_far, gone_on = a_small_night(), a_finished_night()

    first, again = (_point(trial, "opened") for trial in (so_far, gone_on))

    assert _quantiles(first.finish) == _quantiles(again.finish)
    assert first.finish is not None
    assert (first.finish.verdict, first.finish.off_minutes) == ("not_reached", None)


def test_outcomes_are_held_against_what_was_forecast() -> None:
    """G1 was ready at 45, planned 30 and at the most 42; EES and the run ended at 115."""
    opened = _point(a_finished_night(), "opened")

    assert opened.next_gate is not None
    assert (opened.next_gate.id, opened.next_gate.actual) == ("G1", at(45))
    assert (opened.next_gate.verdict, opened.next_gate.by_p80) == ("late", False)
    assert opened.next_gate.off_minutes == (at(45) - opened.next_gate.p50) / timedelta(minutes=1)
    assert opened.next_outage is not None
    assert opened.finish is not None
    assert opened.next_outage.actual == opened.finish.actual == at(115)


def test_what_is_known_already_is_no_forecast() -> None:
    """Once G1 has decided it is not ahead; once C is done nothing is."""
    trial = a_finished_night()
    decided, closed = _point(trial, "decided"), _point(trial, "outage_closed")

    assert [one.kind for one in decided.shown] == ["outage", "finish"]
    assert closed.shown == ()


def test_the_calibration_counts_what_was_forecast_at_gates() -> None:
    """At G1: the end of EES and the finish, both of C, which took 30 minutes from 90 as likely."""
    found = _figures(a_finished_night()).calibration

    assert [(one.kind, one.forecasts, one.inside, one.by_p80) for one in found] == [
        ("all", 2, 2, 2),
        ("outage", 1, 1, 1),
        ("finish", 1, 1, 1),
    ]


def test_a_run_without_a_decision_has_no_calibration() -> None:
    """Forecasts at outages are shown, and not counted."""
    assert _figures(a_small_night()).calibration == ()


def test_what_turning_back_did_away_with_is_no_miss() -> None:
    """The finish forecast at G1 never came; the end of the way back is forecast anew."""
    trial = a_night_turned_back()
    decided, turned = _point(trial, "decided"), _point(trial, "turned_back")

    assert decided.finish is not None
    assert turned.finish is not None
    assert (decided.finish.verdict, decided.finish.by_p80) == ("turned_back", None)
    assert (turned.finish.verdict, turned.finish.actual) == ("late", at(220))
    assert (turned.rollback, turned.no_rollback) == (
        None,
        "Run DR1 was turned back at Mon 12 Jan 2026 11:50 GMT, from G2.",
    )


def test_what_came_before_turning_back_is_judged() -> None:
    """G1 was ready long before G2 turned the run back."""
    opened = _point(a_night_turned_back(), "opened")

    assert opened.next_gate is not None
    assert (opened.next_gate.id, opened.next_gate.verdict) == ("G1", "late")


def test_the_latest_start_of_a_rollback_is_shown_with_the_time_left() -> None:
    """P, which is irreversible, is planned 90 minutes after the opening."""
    rollback = _point(Trial(a_book()), "opened").rollback

    assert rollback is not None
    assert (rollback.latest_start, rollback.binds, rollback.left_minutes) == (
        at(90),
        "irreversible",
        90,
    )


def test_how_it_was_worked_out_is_told() -> None:
    """Seed, trials, and that three durations of a single value were spread out."""
    how = _figures(a_finished_night(seed=7)).how_forecast

    assert (how.seed, how.trials, how.points, how.of) == (7, 10_000, 4, 4)
    assert (how.single_points, how.spread_low, how.spread_high, how.correlation) == (
        3,
        0.9,
        1.4,
        0.3,
    )


def test_the_page_says_that_it_is_worked_out_again() -> None:
    """With the seed, the trials and the assumptions."""
    text = " ".join(page_of(a_finished_night(seed=7)).split())

    assert (
        "<strong>worked out again</strong> from the journal up to that entry, with seed 7" in text
    )
    assert "3 durations had a single value" in text
    assert "that each gate says go and that there are people enough" in text


def test_a_big_run_has_fewer_points_and_trials() -> None:
    """2,500 tasks: sixteen points, and no more draws than take a second or so."""
    how = _figures(_many_outages(2_500)).how_forecast

    assert (how.points, how.of, how.trials) == (16, 27, 2_500)


def test_a_run_with_more_points_than_are_shown_says_so() -> None:
    """Thirteen outages that opened and ended, and the opening."""
    trial = _many_outages(14)

    how = _figures(trial).how_forecast

    assert (how.points, how.of, how.trials) == (24, 27, 10_000)
    assert "Of 27 such moments 24 are shown" in page_of(trial)


def _many_outages(tasks: int) -> Trial:
    """A run of so many tasks, the first 13 of which are done, with an outage while they last."""
    outages = {
        f"OUT-{n}": an_outage(opens={"task": f"T{n}", "at": "start"},
                              closes={"task": f"T{n}", "at": "finish"})
        for n in range(13)
    }  # fmt: skip
    trial = Trial(a_runbook(*(a_task(f"T{n}") for n in range(tasks)), outages=outages))
    for n in range(13):
        trial.do(2 * n, 2 * n + 1, f"T{n}")
    return trial


def test_a_forecast_that_cannot_be_made_is_said_and_spoils_nothing() -> None:
    """Forty years of work are planned, and reach beyond any forecast."""
    trial = Trial(a_runbook(*(a_task(f"T{n}", *([f"T{n - 1}"] if n else []), duration="3650d")
                              for n in range(4))))  # fmt: skip

    (opened,) = _figures(trial).forecasts

    assert opened.unknown.startswith("The forecast reaches no further than 34 years")
    assert opened.shown == ()
    assert "No forecast: The forecast reaches no further" in page_of(trial)


def test_the_same_journal_gives_the_same_page() -> None:
    """Byte for byte, with all that was drawn."""
    trial = a_night_turned_back()
    trial.ask(230, c.AddNote, text="Home.")

    assert page_of(trial) == page_of(trial)
