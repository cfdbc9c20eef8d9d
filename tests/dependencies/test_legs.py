"""The links of a leg of which only a part is run."""

from __future__ import annotations

import pytest

from dependencies.legs import links_among
from runbooks.tasks import Link, LinkKind
from tests.dependencies.factories import a_task


def test_chosen_tasks_keep_their_links() -> None:
    """With their kinds and lags; links to tasks that are not there are met."""
    leg = [
        a_task("A"),
        a_task("B", {"task": "A", "lag": "5m"}, "ELSEWHERE"),
        a_task("C", {"task": "A", "link": "SS", "lag": "-5m"}),
    ]
    assert links_among(leg, {"A", "B", "C"}) == {
        "A": (),
        "B": (Link(task="A", lag=300),),
        "C": (Link(task="A", link=LinkKind.START_START, lag=-300),),
    }


def test_what_is_not_chosen_hands_on_its_predecessors() -> None:
    """The lags along the way add up."""
    leg = [
        a_task("A"),
        a_task("B", {"task": "A", "lag": "5m"}),
        a_task("C", {"task": "B", "lag": "10m"}),
    ]
    assert links_among(leg, {"A", "C"}) == {"A": (), "C": (Link(task="A", lag=900),)}


@pytest.mark.parametrize(
    ("first", "second", "through"),
    [("SS", "FF", "SF"), ("FF", "SS", "FS"), ("FS", "FF", "FF"), ("SF", "SS", "SS")],
)
def test_a_link_handed_on_joins_the_outer_ends(first: str, second: str, through: str) -> None:
    """The end of the far predecessor that held, and the end of the successor that is held."""
    leg = [
        a_task("A"),
        a_task("B", {"task": "A", "link": first, "lag": "20m"}),
        a_task("C", {"task": "B", "link": second, "lag": "-5m"}),
    ]
    assert links_among(leg, {"A", "C"})["C"] == (Link(task="A", link=LinkKind(through), lag=900),)


def test_the_longest_of_several_ways_counts() -> None:
    """One predecessor is named once."""
    leg = [
        a_task("A"),
        a_task("B1", {"task": "A", "lag": "5m"}),
        a_task("B2", {"task": "A", "lag": "20m"}),
        a_task("C", "B1", "B2", "A"),
    ]
    assert links_among(leg, {"A", "C"})["C"] == (Link(task="A", lag=1200),)


def test_two_kinds_of_link_to_one_task_both_count() -> None:
    """One that holds the start and one that holds the finish are no two ways to the same end."""
    both = [{"task": "A", "link": "FF", "lag": "5m"}, {"task": "A", "link": "SS"}]
    kinds = [link.link for link in links_among([a_task("A"), a_task("B", *both)], {"A", "B"})["B"]]
    assert kinds == ["SS", "FF"]


def test_the_order_of_the_leg_is_kept() -> None:
    """Whatever order the links were written in."""
    leg = [a_task("A"), a_task("B"), a_task("C", "B", "A")]
    assert [link.task for link in links_among(leg, {"A", "B", "C"})["C"]] == ["A", "B"]


def test_a_long_leg_is_no_trouble() -> None:
    """Ten thousand tasks in a row, of which the ends are run."""
    leg = [a_task("T0"), *(a_task(f"T{n}", f"T{n - 1}") for n in range(1, 10_000))]
    assert links_among(leg, {"T0", "T9999"})["T9999"] == (Link(task="T0"),)
