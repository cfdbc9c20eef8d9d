"""Who is on duty when, and how many of a team."""

from __future__ import annotations

from typing import Any

import pytest

from dependencies.people.duty import common, duty_of, joined
from tests.dependencies.factories import a_task
from tests.dependencies.people.rota import a_book, a_person, a_team, at, hours


def steps(name: str, **resources: Any) -> list[tuple[float, int]]:
    """The capacity of a resource from hours after the start on, for two days."""
    duty = duty_of(a_book(a_task("A"), **resources), at(0), at(48))
    return [(hours(since), many) for since, many in duty.steps[name]]


def test_without_shifts_a_resource_is_always_on_duty() -> None:
    """With its capacity, which is one unless it says otherwise."""
    assert steps("ann", ann={"person": True}) == [(0, 1), (48, 0)]
    assert steps("dba", dba={"capacity": 3}) == [(0, 3), (48, 0)]


def test_shifts_that_touch_are_one() -> None:
    """She is there from the first to the end of the last, but for the gap."""
    assert steps("ann", ann=a_person((2, 4), (4, 6), (8, 9))) == [
        (0, 0),
        (2, 1),
        (6, 0),
        (8, 1),
        (9, 0),
    ]


def test_a_calendar_limits_duty() -> None:
    """Office hours of a Monday and a Tuesday."""
    found = steps("dba", dba={"capacity": 2, "calendar": "england"})
    assert found == [(0, 2), (8, 0), (24, 2), (32, 0)]


def test_a_calendar_and_shifts_limit_duty_together() -> None:
    """A shift into the evening ends with the office."""
    assert steps("ann", ann=a_person((6, 12), calendar="england")) == [(0, 0), (6, 1), (8, 0)]


def test_a_team_has_as_many_as_its_members_on_duty() -> None:
    """Their shifts overlap for an hour."""
    team = {"ann": a_person((0, 4)), "bob": a_person((3, 8)), "dba": {"members": ["ann", "bob"]}}
    assert steps("dba", **team) == [(0, 1), (3, 2), (4, 1), (8, 0)]


def test_a_team_is_on_duty_within_its_own_shifts_alone() -> None:
    """Its members may be there for other work."""
    team = {"ann": a_person(), "dba": a_team((2, 5), members=["ann"])}
    assert steps("dba", **team) == [(0, 0), (2, 1), (5, 0)]


def test_a_declared_capacity_counts_for_more_than_the_members() -> None:
    """A team of one with room for two tasks."""
    team = {"ann": a_person((0, 4)), "dba": {"capacity": 2, "members": ["ann"]}}
    assert steps("dba", **team) == [(0, 2), (48, 0)]


def test_duty_says_how_many_there_are_at_an_instant_and_until_when() -> None:
    """A shift holds its first instant and not its last."""
    duty = duty_of(a_book(a_task("A"), ann=a_person((2, 4))), at(0), at(48))
    assert [duty.capacity("ann", at(hour)) for hour in (1, 2, 4)] == [0, 1, 0]
    assert [duty.off_at("ann", at(hour)) for hour in (1, 2, 4)] == [None, at(4), None]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param([(0, 4)], [(1, 2), (3, 6)], [(1, 2), (3, 4)], id="two within one"),
        pytest.param([(0, 2)], [(2, 4)], [], id="that touch"),
        pytest.param([(0, 2), (3, 5)], [(1, 4)], [(1, 2), (3, 4)], id="over a gap"),
    ],
)
def test_what_stretches_have_in_common(one: Any, other: Any, both: Any) -> None:
    """In order, and without empty ones."""
    rows = [[(at(begin), at(end)) for begin, end in row] for row in (one, other, both)]
    assert list(common(rows[0], rows[1])) == rows[2]


def test_joined_stretches_are_in_order_and_not_empty() -> None:
    """Overlaps and touches are one; what ends before it begins is none."""
    stretches = [(at(5), at(6)), (at(0), at(2)), (at(1), at(3)), (at(3), at(4)), (at(9), at(8))]
    assert joined(stretches) == ((at(0), at(4)), (at(5), at(6)))
