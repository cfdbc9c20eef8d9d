"""The links of a leg of which only a part is run."""

from __future__ import annotations

from dependencies.legs import links_among
from tests.dependencies.factories import a_task


def test_chosen_tasks_keep_their_links() -> None:
    """With their lags; links to tasks that are not there are met."""
    leg = [a_task("A"), a_task("B", {"task": "A", "lag": "5m"}, "ELSEWHERE")]
    assert links_among(leg, {"A", "B"}) == {"A": (), "B": (("A", 300),)}


def test_what_is_not_chosen_hands_on_its_predecessors() -> None:
    """The lags along the way add up."""
    leg = [
        a_task("A"),
        a_task("B", {"task": "A", "lag": "5m"}),
        a_task("C", {"task": "B", "lag": "10m"}),
    ]
    assert links_among(leg, {"A", "C"}) == {"A": (), "C": (("A", 900),)}


def test_the_longest_of_several_ways_counts() -> None:
    """One predecessor is named once."""
    leg = [
        a_task("A"),
        a_task("B1", {"task": "A", "lag": "5m"}),
        a_task("B2", {"task": "A", "lag": "20m"}),
        a_task("C", "B1", "B2", "A"),
    ]
    assert links_among(leg, {"A", "C"})["C"] == (("A", 1200),)


def test_the_order_of_the_leg_is_kept() -> None:
    """Whatever order the links were written in."""
    leg = [a_task("A"), a_task("B"), a_task("C", "B", "A")]
    assert [name for name, _ in links_among(leg, {"A", "B", "C"})["C"]] == ["A", "B"]


def test_a_long_leg_is_no_trouble() -> None:
    """Ten thousand tasks in a row, of which the ends are run."""
    leg = [a_task("T0"), *(a_task(f"T{n}", f"T{n - 1}") for n in range(1, 10_000))]
    assert links_among(leg, {"T0", "T9999"})["T9999"] == (("T0", 0),)
