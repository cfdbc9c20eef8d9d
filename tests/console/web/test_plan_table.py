"""The table of all tasks of a run, and the same for a spreadsheet."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from starlette.datastructures import QueryParams

from console.standing import Standing, standing
from console.web.views.plan_table import TablePage, plan_table, table_query
from console.web.views.plan_table_csv import csv_lines, safe
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_state, a_task, at
from tests.console.web.nights import a_big_runbook, m10_night
from tests.console.web.place import Place


def a_table(stands: Standing, query: str = "") -> TablePage:
    """The page of a table."""
    return plan_table(stands, table_query(QueryParams(query)), "/runs/DR1/plan/table")


def ids(page: TablePage) -> list[str]:
    """The tasks of a table, in order."""
    return [row.id for row in page.rows]


def test_the_table_finds_words_in_id_title_and_party() -> None:
    """Whatever their case and order."""
    stands = m10_night(0.6)

    assert "M10-052" in ids(a_table(stands, "q=EES+refresh"))
    assert ids(a_table(stands, "q=m10-052")) == ["M10-052"]


def test_the_table_counts_what_is_late_as_the_board_does(place: Place) -> None:
    """The link of the board leads to as many tasks as it says."""
    run = place.opened()
    place.clock.pass_(50)
    vic = place.signed_in("vic")

    board = vic.get(f"/runs/{run}/tonight").text
    late = re.search(r"late=yes\">.*?figure-number\">(\d+)<", board, re.DOTALL)
    table = a_table(place.house.look(run).standing, "late=yes")

    assert late is not None
    assert table.found == int(late.group(1)) == 1


def test_the_table_is_sorted_by_numbers_within_ids() -> None:
    """T9 before T10, and the other way round."""
    state = a_state(a_runbook(a_task("T10"), a_task("T9"), a_task("T1", end=True)))
    stands = standing(state, at(0))

    assert ids(a_table(stands, "sort=id")) == ["T1", "T9", "T10"]
    assert ids(a_table(stands, "sort=-id")) == ["T10", "T9", "T1"]


@pytest.mark.parametrize("sort", ["planned", "expected", "state", "late", "party", "phase"])
def test_every_column_sorts_whatever_is_in_it(sort: str) -> None:
    """Half played, with tasks in many states; the other way round holds the same."""
    stands = m10_night(0.6)
    up, down = (a_table(stands, f"sort={way}{sort}") for way in ("", "-"))

    assert sorted(ids(up)) == sorted(ids(down)) == sorted(stands.state.index.tasks)
    assert [word for word, (_, how) in up.sorts.items() if how] == [
        word for word, (_, how) in down.sorts.items() if how
    ]


def test_an_open_run_begins_with_what_is_not_settled(place: Place) -> None:
    """What is long done stands behind, unless somebody asks for the order of the plan."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    stands = place.house.look(run).standing

    usual, planned = a_table(stands), a_table(stands, "sort=planned")

    assert ids(usual) == [*ids(planned)[1:], "T1"]
    assert ids(planned)[0] == "T1"
    assert "sort=planned" in usual.sorts["Planned"][0]


def test_the_table_has_a_hundred_tasks_a_page() -> None:
    """With the ways to the others."""
    page = a_table(standing(a_state(a_big_runbook(250)), at(0)), "page=3")

    assert (page.first, page.last, page.found) == (201, 250, 250)
    assert page.previous == "/runs/DR1/plan/table?page=2"
    assert page.next is None


def test_a_task_that_runs_shows_when_it_began_and_when_it_is_expected_to_end() -> None:
    """Planned beside it."""
    trial = Trial(a_runbook(a_task("A", end=True)))
    trial.start(20, "A")
    (row,) = a_table(standing(trial.state, at(25))).rows

    assert row.planned is not None
    assert row.lived is not None
    assert row.planned.start.text == "Mon 12 Jan 09:00 GMT"
    assert (row.lived.start.text, row.lived_word) == ("Mon 12 Jan 09:20 GMT", "expected until")
    assert row.lived.end.text == "09:50 GMT"


def test_a_spreadsheet_gets_the_same_tasks(place: Place) -> None:
    """All that the filters let through, in their order, and no more."""
    run = place.opened()
    answer = place.signed_in("vic").get(f"/runs/{run}/plan/table.csv?party=recco&sort=-id")
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))

    assert answer.headers["content-disposition"] == 'attachment; filename="DR1-tasks.csv"'
    assert [row["task"] for row in rows] == ["T5", "T3"]
    assert rows[1]["planned start"] == "2026-01-12T10:00:00+00:00"


@pytest.mark.parametrize(
    "title",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"],  # noqa: RUF001 - a wide one
)
def test_no_title_is_a_formula(title: str) -> None:
    """A spreadsheet shows it as it was written."""
    assert safe(title) == f"'{title}"


def test_a_hostile_title_is_one_cell() -> None:
    """Quotes, commas and line ends end no cell."""
    title = 'a "b", c\nd'
    state = a_state(a_runbook(a_task("A", title=title, end=True)))
    text = "".join(csv_lines(standing(state, at(0)), table_query(QueryParams(""))))

    assert next(csv.DictReader(StringIO(text)))["title"] == title


def test_a_way_back_stands_in_the_table_as_one() -> None:
    """Behind the phases, and what was given up says so."""
    book = a_runbook(
        a_task("T-1", undo="R-1"),
        a_task("T-M", "T-1"),
        a_task("T-2", "T-M", end=True),
        gates=[a_gate("G1", "T-M", criteria=[], on_no_go="rollback")],
        rollback={
            "gates": ["G1"],
            "authority": "sro",
            "tasks": [{"id": "R-1", "title": "Restore", "party": "si", "duration": "40m"}],
        },
    )
    trial = Trial(book)
    trial.do(0, 10, "T-1")
    trial.start(10, "T-M")
    trial.ask(20, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="no")
    rows = {row.id: row for row in a_table(standing(trial.state, at(25)), "sort=phase").rows}

    assert list(rows)[-1] == "R-1"
    assert rows["R-1"].phase == "Way back: rollback"
    assert rows["T-2"].state == "given_up"
