"""The forms of commands: done once, refused with what was typed kept, never forged."""

from __future__ import annotations

from rehearsals.core import commands as c
from tests.console.web.place import Place


def test_a_form_starts_a_task_and_says_so(place: Place) -> None:
    """An owner sends the form of a start; the page after it says what was done."""
    run = place.opened()
    ann = place.signed_in("ann")
    form = ann.get(f"/runs/{run}/do/start-task?task=T1&next=/runs/{run}/tonight")

    answer = ann.send(form, f"/runs/{run}/do/start-task")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/runs/{run}/tonight?said=2-2"
    assert "T1" in ann.get(answer.headers["location"]).text
    assert place.house.look(run).state.task("T1").progress == "running"


def test_a_form_sent_twice_is_done_once(place: Place) -> None:
    """The same page sent again is the same command."""
    run = place.opened()
    ann = place.signed_in("ann")
    form = ann.get(f"/runs/{run}/do/add-note?next=/runs/{run}/tonight")

    for _ in range(2):
        ann.send(form, f"/runs/{run}/do/add-note", text="Looks well.")

    assert place.house.look(run).seq == 2


def test_a_stale_form_comes_back_with_what_happened_since(place: Place) -> None:
    """Somebody else has started the task already: told so, and by whom."""
    run = place.opened()
    ann = place.signed_in("ann")
    form = ann.get(f"/runs/{run}/do/start-task?task=T1")
    place.done(run, c.StartTask, "ann", task="T1")

    answer = ann.send(form, f"/runs/{run}/do/start-task")

    assert answer.status_code == 409
    assert "Since you opened the page" in answer.text
    assert "Nothing was done" in answer.text


def test_a_form_of_no_page_of_the_session_is_refused(place: Place) -> None:
    """Without the token of the session nothing is done."""
    run = place.opened()
    ann = place.signed_in("ann")

    answer = ann.post(f"/runs/{run}/do/start-task", {"task": "T1", "csrf": "made.up"})

    assert answer.status_code == 403
    assert place.house.look(run).seq == 1
