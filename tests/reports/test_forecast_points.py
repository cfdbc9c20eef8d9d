"""Tests of the points at which forecasts are looked at again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.testing import Trial, at
from reports.figures.forecast_points import Happening, Point, chosen, points_of
from tests.reports.factories import a_finished_night
from tests.reports.hard_nights import a_night_turned_back


def _happened(trial: Trial) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for point in points_of(trial.facts) for one in point.happenings]


def _point(seq: int, *, decision: bool) -> Point:
    kind = Happening(kind="decided" if decision else "outage_opened", id="X")
    return Point(seq=seq, at=at(seq), entered_at=at(seq), happenings=(kind,))


def test_points_are_the_opening_decisions_and_the_ends_of_outages() -> None:
    """In the order of the journal."""
    assert _happened(a_finished_night()) == [
        ("opened", "DR1"),
        ("outage_opened", "OUT-EES"),
        ("decided", "G1"),
        ("outage_closed", "OUT-EES"),
    ]


def test_turning_back_is_a_point() -> None:
    """It is a decision, and what lies ahead is another thing after it."""
    assert ("turned_back", "G2") in _happened(a_night_turned_back())


def test_a_point_takes_in_all_that_its_command_brought_about() -> None:
    """The go finishes the meeting too: half of that was never the state of the run."""
    trial = a_finished_night()
    go = next(p for p in points_of(trial.facts) if p.is_decision)

    command = trial.facts[go.seq - 1].command

    assert {fact.command for fact in trial.facts[go.seq - 2 : go.seq]} == {command}
    assert trial.facts[go.seq].command != command


def test_what_is_entered_late_was_known_when_it_was_entered() -> None:
    """C ended at 100, and nobody knew that before 115."""
    trial = a_finished_night()
    trial.ask(130, c.AddNote, text="The end.")
    *others, last = trial.facts
    late = [replace(fact, at=at(100)) if fact.recorded_at == at(115) else fact for fact in others]

    closed = points_of([*late, last])[-1]

    assert (closed.at, closed.entered_at) == (at(100), at(115))


def test_nothing_is_forecast_behind_the_end_of_a_run() -> None:
    """What is entered after it was abandoned changes no plan."""
    trial = a_finished_night()
    before = points_of(trial.facts)
    trial.ask(130, c.AbandonRun, reason="enough")

    assert points_of(trial.facts) == before


def test_decisions_come_before_outages() -> None:
    """Three points of which two are decisions: with room for two the outage goes."""
    points = [_point(1, decision=True), _point(2, decision=False), _point(3, decision=True)]

    assert [point.seq for point in chosen(points, 2)] == [1, 3]


@given(st.lists(st.booleans(), max_size=60), st.integers(2, 24))
def test_the_choice_fills_its_room_and_keeps_order(kinds: list[bool], most: int) -> None:
    """As many as there is room for; no outage while a decision is left out."""
    points = [_point(seq, decision=one) for seq, one in enumerate(kinds)]

    taken = chosen(points, most)

    assert len(taken) == len(set(taken)) == min(most, len(points))
    assert list(taken) == sorted(taken, key=lambda point: point.seq)
    if not all(point.is_decision for point in taken):
        assert sum(point.is_decision for point in taken) == sum(kinds)


@given(st.integers(2, 24), st.integers(25, 90))
def test_the_first_and_the_last_of_too_many_are_kept(most: int, count: int) -> None:
    """Those between are taken evenly."""
    points = [_point(seq, decision=True) for seq in range(count)]

    taken = [point.seq for point in chosen(points, most)]

    assert (taken[0], taken[-1]) == (0, count - 1)
    gaps = {later - earlier for earlier, later in pairwise(taken)}
    assert max(gaps) - min(gaps) <= 1
