"""My tasks: what is mine, most urgent first, with its action in at most two taps."""

from __future__ import annotations

import re
from contextvars import copy_context

from console.naming import know_people
from console.web.views.mine import Mine, mine
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.testing import a_runbook, a_task
from tests.console.web.place import PEOPLE, Place, a_place, small_cutover


def seen_by(place: Place, run: str, person: str, party: str | None = None) -> Mine:
    """The page as somebody sees it, by whom people are called as in the register."""
    look, register = place.house.look(run), place.house.register()
    visitor = Visitor(register=register, now=place.clock.now(), person=register.people[person])

    def seen() -> Mine:
        know_people(look.names)
        return mine(look, visitor, party)

    return copy_context().run(seen)


def labels(view: Mine, task: str) -> list[str]:
    """The buttons for the work on a task."""
    (card,) = [one for one in view.now if one.id == task]
    return [one.label for one in card.actions.work]


def test_the_most_urgent_is_on_top(place: Place) -> None:
    """What failed, then what is blocked, running, ready, held."""
    book = a_runbook(*(a_task(f"T{number}") for number in range(1, 6)))
    run = place.opened(book)
    place.done(run, c.HoldTask, "max", task="T1", reason="Not yet.")
    for task in ("T3", "T4", "T5"):
        place.done(run, c.StartTask, "ann", task=task)
    place.done(run, c.FailTask, "ann", task="T4", reason="No link.")
    place.done(run, c.BlockTask, "ann", task="T5", reason="No file.", needs="North Grid")

    now = seen_by(place, run, "ann").now

    assert [(one.id, one.state) for one in now] == [
        ("T4", "failed"),
        ("T5", "blocked"),
        ("T3", "running"),
        ("T2", "ready"),
        ("T1", "held"),
    ]
    assert now[1].blocks[0].needs == "North Grid"


def test_only_what_is_mine_or_my_partys_is_shown(place: Place) -> None:
    """The tasks of other parties are theirs."""
    run = place.opened()

    assert [one.id for one in seen_by(place, run, "ann").now] == ["T1"]
    assert [one.id for one in seen_by(place, run, "ann").next] == ["T3", "T4", "T5"]
    assert [one.id for one in seen_by(place, run, "bob").next] == ["T2"]
    assert seen_by(place, run, "vic").now == ()


def test_start_and_done_are_one_tap(place: Place) -> None:
    """A plain task is started and finished from the page itself."""
    run = place.opened()
    ann = place.signed_in("ann")

    for verb in ("start", "complete"):
        answer = ann.send(ann.get(f"/runs/{run}/mine"), f"/runs/{run}/do/{verb}-task")
        assert answer.status_code == 303

    assert place.house.look(run).state.task("T1").progress == "done"


def test_what_cannot_be_undone_is_confirmed(place: Place) -> None:
    """An irreversible task, and one that opens an outage, leads to a form that says so."""
    run = place.opened(a_runbook(a_task("T1", irreversible=True)))
    ann = place.signed_in("ann")

    page = ann.get(f"/runs/{run}/mine").text
    form = ann.get(f"/runs/{run}/do/start-task?task=T1").text

    assert f'action="/runs/{run}/do/start-task"' not in page
    assert f'href="/runs/{run}/do/start-task?task=T1' in page
    assert "cannot be undone once it has begun" in form
    assert "button-danger" in form


def test_a_task_that_measures_leads_to_its_figures(place: Place) -> None:
    """Done asks for the figures first."""
    book = a_runbook(a_task("T1", results=[{"id": "n", "unit": "count", "expected": 5}]))
    run = place.opened(book)
    place.done(run, c.StartTask, "ann", task="T1")

    (done, *_) = seen_by(place, run, "ann").now[0].actions.work

    assert (done.label, done.post) == ("Done", None)


def test_a_card_shows_the_planned_time_that_its_lateness_is_of(place: Place) -> None:
    """What has not begun is late against its planned start, what runs against its planned end."""
    run = place.opened()
    place.clock.pass_(50)
    waiting = next(one for one in seen_by(place, run, "ann").now if one.id == "T1")
    place.done(run, c.StartTask, "ann", task="T1")
    running = next(one for one in seen_by(place, run, "ann").now if one.id == "T1")

    assert (waiting.due_word, running.due_word) == ("planned start", "planned end")
    assert waiting.due != running.due


def test_a_copy_is_confirmed_at_one_tap_by_its_party(place: Place) -> None:
    """Each party has its own copy; once it is confirmed it is done with it."""
    run = place.opened(a_runbook(a_task("T1", for_each="ldsos"), a_task("T2", "T1")))
    place.done(run, c.StartTask, "ann", task="T1")
    ned = place.signed_in("ned")

    before = seen_by(place, run, "ned")
    ned.send(ned.get(f"/runs/{run}/mine"), f"/runs/{run}/do/complete-task")

    assert "Done for NORTH" in labels(before, "T1")
    assert before.now[0].whose == "for NORTH"
    assert before.now[0].copies == (
        "Each of 2 confirms its own; it is done when all have (0 of 2 so far)"
    )
    assert seen_by(place, run, "ned").now == ()


def test_a_card_has_the_wording_and_whom_to_ring(place: Place) -> None:
    """What to do, who goes on afterwards, and links that dial."""
    people = PEOPLE.replace("name: Bob Ray,", 'name: Bob Ray, phone: "+44 (0)20 7946 0001",')
    with a_place(place.house.home.parent / "other", people=people) as other:
        run = other.opened()
        other.done(run, c.StartTask, "ann", task="T1")
        page = other.signed_in("ann").get(f"/runs/{run}/mine").text

    assert 'href="tel:+442079460001"' in page
    assert "Stop it." in page
    assert "Then SRO" in page


def test_a_scribe_looks_at_another_party_and_enters_for_it(place: Place) -> None:
    """The buttons lead to forms that ask who said it."""
    run = place.opened()
    view = seen_by(place, run, "cid", "si")

    assert "si" in [one.id for one in view.choices]
    assert view.other == "SI"
    assert [one.label for one in view.now[0].actions.work] == [
        "Enter that it was started",
        "Enter that it is blocked",
    ]
    assert all(one.post is None for one in view.now[0].actions.work)


def test_an_owner_does_not_look_at_other_parties(place: Place) -> None:
    """Another party in the address counts for nothing, whatever it is."""
    run = place.opened()

    for party in ("sro", "nobody", "", "\u202e", "x" * 9000):
        assert seen_by(place, run, "ann", party).other == ""
        answer = place.signed_in("ann").get(f"/runs/{run}/mine", params={"party": party})
        assert answer.status_code == 200


def test_a_controller_speaks_for_who_is_absent(place: Place) -> None:
    """In a rehearsal the controller starts the task of an absent party at one tap."""
    run = place.opened()
    place.done(run, c.RecordAttendance, "rex", party="si", attendance="absent")

    action = seen_by(place, run, "rex", "si").now[0].actions.work[0]

    assert (action.label, action.post) == ("Start", f"/runs/{run}/do/start-task")


def test_stopped_starts_are_told_and_no_start_is_offered(place: Place) -> None:
    """Nobody is offered what would be refused."""
    run = place.opened()
    place.done(run, c.StopStarts, "max", reason="Wait.")

    view = seen_by(place, run, "ann")

    assert view.stopped == "Wait."
    assert labels(view, "T1") == ["Blocked"]


def test_what_was_done_tonight_is_told_newest_first(place: Place) -> None:
    """Own words, and those that a scribe entered for them."""
    run = place.opened()
    place.done(run, c.StartTask, "cid", on_behalf_of="ann", task="T1")
    place.clock.pass_(5)
    place.done(run, c.CompleteTask, "ann", task="T1")

    done = seen_by(place, run, "ann").done

    assert [("done" in one.text, one.who) for one in done] == [
        (True, ""),
        (False, "Ann Lee, entered by Cid Orr"),
    ]


def test_a_run_that_is_over_asks_nothing(place: Place) -> None:
    """It is told, and there is nothing to press."""
    run = place.opened()
    place.done(run, c.AbandonRun, "max", reason="Enough.")

    page = place.signed_in("ann").get(f"/runs/{run}/mine").text

    assert "This run is over." in page
    assert "/do/" not in page


def test_hostile_words_are_words(place: Place) -> None:
    """Titles, reasons and instructions with markup are shown as they are."""
    markup = "<img src=x onerror=alert(1)>"
    book = small_cutover()
    task = {**a_task("T1"), "title": markup, "instructions": f"{markup} {{{{ 7 * 7 }}}}"}
    run = place.opened(a_runbook(task, title=f"{book.title} {markup}"))
    place.done(run, c.BlockTask, "ann", task="T1", reason=markup, needs="W" * 3000)

    page = place.signed_in("ann").get(f"/runs/{run}/mine").text

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; 49" in page


def test_the_page_carries_nothing_that_the_policy_forbids(place: Place) -> None:
    """No style attributes, no handlers, no script of its own."""
    run = place.opened()
    page = place.signed_in("ann").get(f"/runs/{run}/mine").text

    assert not re.search(r"<[^>]* (?:style|on[a-z]+)=", page)
    assert len(re.findall(r"<script", page)) == 1


def test_every_button_has_a_key_of_its_own(place: Place) -> None:
    """Two buttons are two commands."""
    run = place.opened(a_runbook(a_task("T1"), a_task("T2"), a_task("T3")))
    page = place.signed_in("ann").get(f"/runs/{run}/mine").text

    keys = re.findall(r'name="key" value="(\w+)"', page)

    assert len(keys) == len(set(keys)) == 3
