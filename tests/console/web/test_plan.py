"""The plan of a run: its Gantt, the time and the tasks that it shows, and its graph."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.datastructures import QueryParams

from console.standing import Standing, standing
from console.web.views.plan_graph import graph_page, graph_query
from console.web.views.plan_page import PlanPage, plan_page
from console.web.views.plan_query import gantt_query
from rehearsals.testing import Trial, a_runbook, a_state, a_task, at
from tests.console.web.nights import a_big_runbook, m10_night
from tests.console.web.place import Place

HOSTILE = "<script>alert(1)</script>\"' {{ 7*7 }}"
#: A night long before which nothing is planned.
DAY = "20260112T0000Z"


def a_plan(stands: Standing, query: str = "") -> PlanPage:
    """The page of a plan."""
    return plan_page(stands, gantt_query(QueryParams(query)), "/runs/DR1/plan")


def rows_of(page: PlanPage) -> set[str]:
    """The tasks that a Gantt shows."""
    return {row.key for row in page.gantt.rows if not row.heading}


def two_days(**changes: Any) -> Trial:
    """A task now, and one tomorrow."""
    return Trial(
        a_runbook(
            a_task("T-1", phase="Early"),
            a_task("T-2", "T-1", party="recco", phase="Late", not_before="2026-01-13T20:00"),
            **changes,
        )
    )


def test_an_open_run_is_shown_around_now_with_the_tasks_that_lie_there() -> None:
    """Tomorrow's task is left out, and a link shows it too."""
    page = a_plan(standing(two_days().state, at(0)))

    assert rows_of(page) == {"T-1"}
    assert page.all_rows == "/runs/DR1/plan?rows=all"
    assert [word for _, word, current, _ in page.zooms if current] == ["Around now"]


def test_everything_is_shown_where_nothing_lies_around_now() -> None:
    """A run that was opened long before it begins is no empty page."""
    state = a_state(a_runbook(a_task("T-1", not_before="2026-03-01T09:00")))
    page = a_plan(standing(state, at(0)))

    assert rows_of(page) == {"T-1"}


def test_a_run_that_is_over_is_shown_whole() -> None:
    """There is no now to look at."""
    assert rows_of(a_plan(m10_night(1.0))) == set(m10_night(1.0).state.index.tasks)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("phase=Late", {"T-2"}),
        ("party=recco", {"T-2"}),
        ("state=waiting", {"T-2"}),
        ("state=waiting&state=ready", {"T-1", "T-2"}),
        ("rows=chain&chain=T-1", {"T-1"}),
        ("phase=nonsense", set()),
    ],
)
def test_a_filter_lets_through_what_it_says(query: str, expected: set[str]) -> None:
    """By phase, party, state, and the driving chain."""
    assert rows_of(a_plan(standing(two_days().state, at(0)), f"zoom=all&{query}")) == expected


def test_links_of_a_plan_keep_its_filters() -> None:
    """Who looks closer still sees the party they asked for."""
    page = a_plan(standing(two_days().state, at(0)), "zoom=all&party=recco")

    assert all("party=recco" in href for href, *_ in page.zooms)
    assert all("party=recco" in part.href for part in page.gantt.overview.segments)


def test_a_big_run_is_shown_a_page_at_a_time() -> None:
    """With the way to the next page."""
    stands = standing(a_state(a_big_runbook(500)), at(0))
    page = a_plan(stands, "zoom=all&page=2")

    assert len(rows_of(page)) == 200
    assert page.previous == "/runs/DR1/plan?zoom=all&page=1"
    assert page.next == "/runs/DR1/plan?zoom=all&page=3"


@pytest.mark.parametrize("path", ["plan", "plan/table", "plan/graph"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=x&to=y&page=-1&state=nonsense&sort=nonsense&late=maybe&steps=99&task=nonsense",
        f"from={DAY}&to={DAY}",
        f"q={HOSTILE}&phase={HOSTILE}&party={HOSTILE}&chain={HOSTILE}&task={HOSTILE}",
        "page=99999999999999999999",
        "from=00010101T0000Z&to=99991231T2359Z",
    ],
)
def test_no_address_breaks_a_page(place: Place, path: str, query: str) -> None:
    """What cannot be read counts as not asked, and nothing of it is markup."""
    run = place.opened()

    answer = place.signed_in("vic").get(f"/runs/{run}/{path}?{query}")

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_every_page_of_a_plan_is_for_readers(place: Place) -> None:
    """Who has no role is turned away."""
    run = place.opened()
    nobody = place.signed_in("nobody")

    for path in ("plan", "plan/graph", "plan/table", "plan/table.csv"):
        assert nobody.get(f"/runs/{run}/{path}").status_code == 403


def test_a_graph_is_whole_or_around_a_task() -> None:
    """Of a small run all, or so many steps."""
    stands = m10_night(0.6)
    whole = graph_page(stands, graph_query(QueryParams("")), "/runs/DR1/plan/graph")
    around = graph_page(
        stands, graph_query(QueryParams("task=M10-063&steps=1")), "/runs/DR1/plan/graph"
    )

    assert (whole.graph.left_out, whole.whole) == (0, None)
    assert {node.id for node in around.graph.nodes} >= {"M10-052", "M10-063"}
    assert around.whole == "/runs/DR1/plan/graph"
