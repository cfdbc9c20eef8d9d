"""What the Plan and task pages foresee: deadlines, near chains, chances."""

from __future__ import annotations

from console.web.pictures.gantt import gantt
from console.web.views.plan_foreseen import plan_foreseen
from console.web.views.task_foreseen import task_foreseen
from rehearsals.testing import a_task
from runbooks.model import Runbook
from tests.console.web.foreseen_nights import WIDE, a_night, looked
from tests.console.web.nights import LINKS
from tests.console.web.place import Place


def test_each_deadline_says_what_is_to_spare_and_what_drives_it(place: Place) -> None:
    """By its date, with the chance that it is kept."""
    look = looked(place)
    found = plan_foreseen(look, place.house.foreseen(look))

    assert found
    first = found.deadlines[0]
    assert (first.what, first.spare, first.missed) == ("C is finished (not after)", "30 min", False)
    assert first.chance
    assert (first.chance.text, first.chain) == ("100 %", "A > M > B > C")


def test_a_deadline_that_is_missed_says_by_how_much(place: Place) -> None:
    """And that it is not kept in any trial."""
    look = looked(place, a_night(c={"not_after": "2026-01-12T11:00"}))
    found = plan_foreseen(look, place.house.foreseen(look))

    assert found
    first = found.deadlines[0]
    assert (first.spare, first.missed) == ("late by 30 min", True)
    assert first.chance
    assert first.chance.word == "unlikely"


def test_chains_that_would_drive_the_next_gate_after_a_slip_are_named(place: Place) -> None:
    """Those that drive it already are not among them."""
    book = a_night()
    data = book.model_dump(mode="json", exclude_defaults=True)
    beside = a_task("X", duration="15m")
    data["tasks"][1]["after"].append({"task": "X"})
    look = looked(place, Runbook.model_validate({**data, "tasks": [beside, *data["tasks"]]}))
    found = plan_foreseen(look, place.house.foreseen(look))

    assert found
    assert found.target == "gate G1"
    assert [(one.slip, one.chain) for one in found.near] == [("after a slip of 45 min", "X")]


def test_a_task_has_its_dates_by_chance_and_how_often_it_drives(place: Place) -> None:
    """A drives the gate always, and the end only if it lasts into its meeting."""
    look = looked(place, a_night(a={"duration": WIDE}))
    found = task_foreseen(look, place.house.foreseen(look), "A", "G1")

    assert found
    assert found.start
    assert found.finish
    assert (found.start.p80.text, found.next_gate, found.drives_gate) == (
        "09:00 GMT",
        "G1",
        "100 %",
    )
    assert found.finish.p50.text < found.finish.p80.text
    assert 33 <= int(found.drives_finish.removesuffix(" %")) <= 40
    assert found.floats
    assert (found.gate, found.floats.gate) == ("G1", "30 min")


def test_a_whisker_in_the_gantt_goes_to_the_p80_of_what_is_ahead(place: Place) -> None:
    """Of what is certain there is none, nor without a forecast."""
    look = looked(place, a_night(a={"duration": WIDE}))
    ahead = place.house.foreseen(look).outlook
    assert ahead
    drawn = {row.key: row for row in gantt(look.standing, LINKS, forecast=ahead.forecast).rows}

    assert drawn["A"].whisker
    assert drawn["A"].whisker.x >= max(bar.x + bar.width for bar in drawn["A"].bars) - 1
    assert "P80" in drawn["A"].whisker.title
    assert all(row.whisker is None for row in gantt(look.standing, LINKS).rows)


def test_pages_of_the_plan_and_of_a_task_show_it(place: Place) -> None:
    """On the Gantt's page, in the table, and on the task's own."""
    run = looked(place, a_night(a={"duration": WIDE})).run
    vic = place.signed_in("vic")

    plan, table, task = (
        vic.get(f"/runs/{run}/{path}").text for path in ("plan", "plan/table", "tasks/A")
    )

    assert 'id="deadlines"' in plan
    assert "four trials of five (P80)" in plan
    assert "30 min to G1" in table
    assert "Drives the finish" in task
