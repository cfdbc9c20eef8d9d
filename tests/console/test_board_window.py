"""The board says whether the window is still made: what is next, how likely, until when to turn."""

from __future__ import annotations

from console.board import board
from console.board_window import window
from console.foreseeing import foreseen_of
from console.foreseen import Foreseen
from console.standing import standing
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_task, at
from tests.console.nights_ahead import a_night, begun, text, words


def shown(trial: Trial, minutes: float) -> str:
    """The part of the board at a minute."""
    stands = standing(trial.state, at(minutes))
    return text(*window(stands, foreseen_of(stands)))


def said(trial: Trial, minutes: float) -> str:
    """The same as one line."""
    return " ".join(shown(trial, minutes).split())


def whole(trial: Trial, minutes: float) -> str:
    """The whole board at a minute."""
    stands = standing(trial.state, at(minutes))
    return text(*board(stands, "", foreseen_of(stands)))


def test_what_is_next_stands_with_its_dates_and_its_chance() -> None:
    """All of it is certain here, and on time."""
    lines = shown(begun(a_night()), 30).splitlines()
    assert lines[1:6] == [
        "Do we make the window?",
        "Set for               P50                   P80                   Chance  What",
        f"{'Mon 12 Jan 09:30 GMT  ' * 3}        G1 Gate G1 became ready",
        f"{'Mon 12 Jan 10:30 GMT  ' * 3}100 %   OUT-EES ends, as announced",
        f"{'Mon 12 Jan 11:00 GMT  ' * 3}        finish",
    ]


def test_the_announced_end_does_not_move_with_what_is_late() -> None:
    """An hour late: the forecast has moved, what was announced stands."""
    lines = shown(Trial(a_night()), 60).splitlines()
    outage = next(line for line in lines if "OUT-EES" in line)
    assert outage.startswith(
        "Mon 12 Jan 10:30 GMT  Mon 12 Jan 11:30 GMT  Mon 12 Jan 11:30 GMT  0 %"
    )


def test_a_gate_decides_by_a_time_or_something_falls() -> None:
    """B takes half an hour behind it, and brings EES back at half past ten, as announced."""
    assert (
        "G1 must decide by Mon 12 Jan 10:00 GMT (30 min left), or this falls: Electricity Enquiry "
        "Service is back by Mon 12 Jan 10:30 GMT, as announced." in said(begun(a_night()), 30)
    )


def test_deadlines_in_doubt_are_listed_and_others_are_not() -> None:
    """Half an hour late P is over at 11:30; a minute more, and it is not."""
    assert "not after" not in said(Trial(a_night()), 30).partition("finish G1 must")[0]
    late = said(Trial(a_night()), 31)
    assert "Mon 12 Jan 11:30 GMT 0 % P is finished (not after)" in late


def test_only_the_deadlines_least_likely_kept_are_listed() -> None:
    """The others are counted."""
    more = [
        a_task(f"D{number}", "P", not_after="2026-01-12T11:30", end=True) for number in range(5)
    ]
    trial = Trial(a_night(more=more))
    assert "and 2 more that may not be kept" in said(trial, 31)


def test_turning_back_is_safe_until_what_cannot_be_undone_begins() -> None:
    """P begins at 10:30; an hour and a half from then would be in time."""
    assert (
        "A rollback from here takes 1 h 30 min at P80 (P50 1 h 30 min, likely 1 h 30 min). It must "
        "begin by Mon 12 Jan 10:30 GMT (1 h 00 min left), when P, which is irreversible, is "
        "expected to begin." in said(begun(a_night()), 30)
    )


def test_or_until_it_would_be_over_too_late() -> None:
    """An hour and a half, and twenty minutes to spare, before a quarter to twelve."""
    assert (
        "It must begin by Mon 12 Jan 09:55 GMT (25 min left): begun then it takes 1 h 30 min at "
        "P80, and must be over by Mon 12 Jan 11:45 GMT with 20 min to spare."
        in said(begun(a_night(by="11:45", margin="20m")), 30)
    )


def test_once_that_is_past_it_says_so_in_capitals() -> None:
    """With by how much."""
    assert (
        "It had to begin by Mon 12 Jan 09:15 GMT, which is PAST by 15 min: it must be over by "
        "Mon 12 Jan 10:45 GMT." in said(begun(a_night(by="10:45")), 30)
    )


def test_it_says_with_how_many_trials_and_as_of_when() -> None:
    """And which seed, so that anybody can work it out again."""
    trial = begun(a_night())
    line = shown(trial, 30).splitlines()[-1]
    assert line.startswith("Worked out with 10,000 trials, seed ")
    assert line.endswith(", as of Mon 12 Jan 09:30 GMT, event 4.")


def test_of_a_run_that_is_over_nothing_is_expected() -> None:
    """What happened stands below."""
    trial = begun(a_night())
    trial.ask(40, c.AbandonRun, reason="enough")
    assert "Do we make the window?" not in whole(trial, 50)


def test_a_forecast_that_cannot_be_worked_out_says_why() -> None:
    """The rest of the board is shown all the same."""
    stands = standing(begun(a_night()).state, at(30))
    why = words(*board(stands, "", Foreseen(why_not="The network has a circle.")))
    assert "Do we make the window? There is no forecast: The network has a circle." in why
    assert "Ready (1)" in why


def test_what_runs_and_will_not_end_as_planned_has_its_expected_end() -> None:
    """Begun twenty minutes late; past its likely end nobody knows."""
    trial = Trial(a_night())
    trial.start(20, "A")
    assert "exp. Mon 12 Jan 09:50 GMT" in whole(trial, 25)
    late = whole(trial, 51)
    assert "overdue: end unknown" in late
    assert "expected Mon 12 Jan 09:51 GMT at the earliest (after what is overdue)" in " ".join(
        late.split()
    )
    assert (
        "OUT-EES Mon 12 Jan 09:20 GMT Mon 12 Jan 10:30 GMT Mon 12 Jan 10:51 GMT EES at the earliest"
        in " ".join(late.split())
    )


def test_what_goes_as_planned_has_no_second_date() -> None:
    """A board that says everything twice is not read."""
    trial = Trial(a_night())
    trial.start(0, "A")
    board_text = whole(trial, 5)
    assert "exp. " not in board_text
    assert ", expected " not in board_text
