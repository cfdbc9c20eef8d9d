"""The page of a task: everything of it, and for each visitor what they may do about it."""

from __future__ import annotations

import re

import pytest

from console.web.views.task import TaskPage, task_view
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.testing import a_runbook, a_task
from tests.console.web.place import Place


def seen_by(place: Place, run: str, person: str, task: str) -> TaskPage:
    """The page as somebody sees it."""
    register = place.house.register()
    visitor = Visitor(register=register, now=place.clock.now(), person=register.people[person])
    return task_view(place.house.look(run), visitor, task)


def test_its_times_are_planned_expected_and_actual(place: Place) -> None:
    """Waiting counts from ready to started, work from started to finished."""
    run = place.opened()
    place.clock.pass_(10)
    place.done(run, c.StartTask, "ann", task="T1")
    running = seen_by(place, run, "ann", "T1")
    place.clock.pass_(25)
    place.done(run, c.CompleteTask, "ann", task="T1")
    done = seen_by(place, run, "ann", "T1")

    assert [row.word for row in running.times] == ["Planned", "Expected", "Actual"]
    assert [row.word for row in done.times] == ["Planned", "Actual"]
    assert (done.waited, done.worked) == ("10 min", "25 min")


def test_its_neighbours_and_gate_are_links(place: Place) -> None:
    """What it comes after, what comes then, and the gate that it leads to."""
    run = place.opened()
    view = seen_by(place, run, "ann", "T1")

    assert [one.href for one in view.behind] == [f"/runs/{run}/tasks/T2"]
    assert view.leads_to_gate == "G1 Go or no-go"
    assert view.leads_to_href == f"/runs/{run}/gates/G1"
    assert [one.id for one in seen_by(place, run, "ann", "T4").before] == ["T3"]
    assert seen_by(place, run, "ann", "T4").leads_to is None


def test_its_history_tells_who_said_what_and_what_was_taken_back(place: Place) -> None:
    """Newest first; what was entered for somebody names both."""
    run = place.opened()
    place.done(run, c.StartTask, "cid", on_behalf_of="ann", task="T1")
    place.done(run, c.UndoEntry, "ann", task="T1", reason="Too soon.")

    page = place.signed_in("vic").get(f"/runs/{run}/tasks/T1").text

    assert "Ann Lee, entered by Cid Orr" in page
    assert "(taken back later)" in page
    assert page.index("Too soon.") < page.index("Cid Orr")


def test_figures_stand_beside_what_was_expected(place: Place) -> None:
    """One that is not as expected is marked."""
    book = a_runbook(
        a_task(
            "T1", results=[{"id": "n", "unit": "count", "expected": 1000, "tolerance": 5}], end=True
        )
    )
    run = place.opened(book)
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1", results={"n": 900.0})

    (row,) = seen_by(place, run, "ann", "T1").results

    assert (row.expected, row.measured, row.amiss) == ("1,000 ± 5", "900", True)


def test_notes_and_incidents_stand_on_it(place: Place) -> None:
    """What was written about it, and what service management handles."""
    run = place.opened()
    place.done(run, c.AddNote, "ann", task="T1", text="Looks well.\nSecond line.", lesson=True)
    place.done(run, c.AddNote, "ann", text="About nothing.")
    place.done(
        run,
        c.LinkIncident,
        "ann",
        reference="INC1",
        summary="Slow.",
        task="T1",
        url="https://desk.example/INC1",
    )

    page = place.signed_in("vic").get(f"/runs/{run}/tasks/T1").text

    assert "Looks well.\nSecond line." in page
    assert "About nothing." not in page
    assert 'href="https://desk.example/INC1" rel="noreferrer noopener external"' in page


@pytest.mark.parametrize(
    ("person", "work", "steer"),
    [
        ("ann", ["Start", "Blocked"], []),
        (
            "max",
            ["Enter that it was started", "Blocked"],
            ["Hold", "Hold the branch behind it", "Give to another party", "Leave out"],
        ),
        ("cid", ["Enter that it was started", "Enter that it is blocked"], []),
        ("vic", [], []),
        ("bob", [], []),
        ("sue", [], []),
        ("adm", [], []),
    ],
)
def test_everybody_is_offered_what_they_may_do(
    place: Place, person: str, work: list[str], steer: list[str]
) -> None:
    """The owner works, the manager steers and enters for others, a reader reads."""
    run = place.opened()
    actions = seen_by(place, run, person, "T1").card.actions

    assert [one.label for one in actions.work] == work
    assert [one.label for one in actions.steer] == steer


def test_what_is_offered_is_taken(place: Place) -> None:
    """No button for the work leads to a refusal."""
    run = place.opened()
    ann = place.signed_in("ann")

    for words in ({}, {}, {"reason": "No link."}, {}):
        view = seen_by(place, run, "ann", "T1")
        action = view.card.actions.work[0 if not words else 1]
        name = action.href.partition("?")[0]
        answer = ann.send(ann.get(action.href), name, **words)
        assert answer.status_code == 303, action.label
        if place.house.look(run).state.task("T1").progress == "done":
            place.done(run, c.ReopenTask, "max", task="T1", reason="Again.")
            place.done(run, c.StartTask, "ann", task="T1")


def test_a_meeting_leads_to_its_gate(place: Place) -> None:
    """A meeting is ended by its decision alone."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    place.done(run, c.StartTask, "bob", task="T2")

    work = seen_by(place, run, "bob", "T2").card.actions.work

    assert [one.label for one in work] == ["To the gate", "Blocked"]


@pytest.mark.parametrize(
    "task", ["T404", "%3Cscript%3E", "%E2%80%AE", "x" * 3000, "..%2F..", "%00"]
)
def test_a_task_that_there_is_not_is_not_found(place: Place, task: str) -> None:
    """And is not repeated on the page."""
    run = place.opened()
    answer = place.signed_in("ann").get(f"/runs/{run}/tasks/{task}")

    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_hostile_words_are_words(place: Place) -> None:
    """Markup in a title, a note, a result and a reason is shown as it is."""
    markup = "<svg/onload=alert(1)>"
    book = a_runbook(
        {**a_task("T1"), "title": markup, "results": [{"id": "n", "title": markup, "unit": markup}]}
    )
    run = place.opened(book)
    place.done(run, c.AddNote, "ann", task="T1", text=f"{markup} 🦄 {'W' * 3000}")
    place.done(run, c.BlockTask, "ann", task="T1", reason=markup)

    page = place.signed_in("ann").get(f"/runs/{run}/tasks/T1").text

    assert "<svg/" not in page
    assert not re.search(r"<[^>]* (?:style|on[a-z]+)=", page)


def test_the_page_of_a_simulated_run_offers_nothing(place: Place) -> None:
    """Nobody acts in a run whose people are simulated."""
    run = place.opened(mode="simulation", virtual=True)

    assert seen_by(place, run, "ann", "T1").card.actions.all == ()
