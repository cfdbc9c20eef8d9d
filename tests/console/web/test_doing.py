"""The forms of commands: done once, refused with what was typed kept, never forged."""

from __future__ import annotations

import httpx

from rehearsals.core import commands as c
from rehearsals.testing import a_runbook, a_task
from tests.console.web.client import forms_in
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
    run, ann = place.opened(), place.signed_in("ann")
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


def test_two_owners_at_once_one_is_told_what_the_other_did(place: Place) -> None:
    """Both have the same page open and say done; the second is told by whom, and what is next."""
    run = running(place)
    place.done(run, c.ReassignTask, "max", task="T1", party="recco", reason="Shared.")
    first, second = place.signed_in("ann"), place.signed_in("max")
    pages = [one.get(f"/runs/{run}/do/complete-task?task=T1") for one in (first, second)]

    done = first.send(pages[0], f"/runs/{run}/do/complete-task")
    late = second.send(pages[1], f"/runs/{run}/do/complete-task", **{"for": "Ann Lee"})

    assert (done.status_code, late.status_code) == (303, 409)
    assert "Since you opened the page" in late.text
    assert "Ann Lee" in late.text
    assert f'href="/runs/{run}/tasks/T1">See T1' in late.text
    assert "Have it done again" in late.text
    assert place.house.look(run).state.task("T1").progress == "done"


def test_two_deciders_at_once_one_decision_stands(place: Place) -> None:
    """The second decision is refused, with the first and its decider, and the words kept."""
    run = at_the_gate(place)
    place.grant("ava", "decider")
    first, second = place.signed_in("bob"), place.signed_in("ava")
    address = f"/runs/{run}/do/decide-gate"
    forms = [
        next(f for f in forms_in(one.get(f"/runs/{run}/do/add-note").text) if "/do/" in f.action)
        for one in (first, second)
    ]
    carried = [{name: form.fields[name] for name in ("csrf", "key", "seen")} for form in forms]
    about = {"gate": "G1", "decided_by": "sro"}

    went = first.post(address, {**carried[0], **about, "outcome": "go", "reason": "All is well."})
    late = second.post(
        address, {**carried[1], **about, "outcome": "no_go", "reason": "Not all is well."}
    )

    assert (went.status_code, late.status_code) == (303, 409)
    assert "Bob Ray" in late.text
    assert "Not all is well." in late.text
    assert place.house.look(run).state.gate("G1").outcome == "go"


def test_a_refused_form_has_a_new_key(place: Place) -> None:
    """What was refused was not done: put right, it is another command, and is done."""
    run = running(place)
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/fail-task?task=T1")

    refused = ann.send(page, f"/runs/{run}/do/fail-task", reason="")
    done = ann.send(refused, f"/runs/{run}/do/fail-task", reason="The link was down.")

    assert key_of(page) != key_of(refused)
    assert done.status_code == 303
    assert place.house.look(run).state.task("T1").progress == "failed"


def test_a_button_pressed_twice_does_it_once_and_says_the_same(place: Place) -> None:
    """A second press of a one-tap button is the same command."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/mine")

    answers = [ann.send(page, f"/runs/{run}/do/start-task") for _ in range(2)]

    assert [one.headers["location"] for one in answers] == [f"/runs/{run}/mine?said=2-2"] * 2
    assert place.house.look(run).seq == 2


def test_one_key_does_not_pass_one_command_off_as_another(place: Place) -> None:
    """Whoever has a task held under a key is not told that it was, when it was only started."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/start-task?task=T1")
    fields = next(one for one in forms_in(page.text) if "/do/" in one.action).fields

    for name in ("start-task", "complete-task"):
        assert ann.post(f"/runs/{run}/do/{name}", fields).status_code == 303

    assert place.house.look(run).state.task("T1").progress == "done"


def test_figures_are_typed_as_people_do(place: Place) -> None:
    """Thousands set apart are one number, with its unit beside the field."""
    run = loading(place)
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/complete-task?task=T4")

    answer = ann.send(page, f"/runs/{run}/do/complete-task", **{"results.mpans": "1,000"})

    assert "Expected 1,000 count" in page.text
    assert answer.status_code == 303
    assert place.house.look(run).state.task("T4").results == {"mpans": 1000}


def test_a_figure_that_is_not_as_expected_is_asked_for_once_more(place: Place) -> None:
    """The first time it may be a slip; sent again it is taken; changed again it is asked again."""
    run = loading(place)
    ann = place.signed_in("ann")
    address = f"/runs/{run}/do/complete-task"

    asked = ann.send(ann.get(f"{address}?task=T4"), address, **{"results.mpans": "100"})
    other = ann.send(asked, address, **{"results.mpans": "10"})
    taken = ann.send(other, address)

    assert "100 is not 1,000 count" in asked.text
    assert (asked.status_code, other.status_code, taken.status_code) == (422, 422, 303)
    assert place.house.look(run).state.task("T4").results == {"mpans": 10}


def test_a_refused_form_does_not_link_to_an_empty_one_of_itself(place: Place) -> None:
    """What else can be done is offered; its own bare link would lose what was typed."""
    run = loading(place)
    ann = place.signed_in("ann")
    address = f"/runs/{run}/do/complete-task"

    back = ann.send(ann.get(f"{address}?task=T4"), address, **{"results.mpans": "many"})

    offered = back.text.split('aria-label="What you can do now"')[1].split("</nav>")[0]
    assert "/do/fail-task" in offered
    assert "/do/complete-task" not in offered


def test_a_figure_that_is_left_out_is_asked_for(place: Place) -> None:
    """Done without its figure is not done."""
    run = loading(place)
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/complete-task?task=T4")

    answer = ann.send(page, f"/runs/{run}/do/complete-task")

    assert answer.status_code == 409
    assert "Type what was measured" in answer.text


def test_copies_are_confirmed_by_ticking_them(place: Place) -> None:
    """A task with a copy for each party offers those still missing, one's own ticked."""
    book = a_runbook(a_task("T1", for_each="ldsos"), a_task("T2", "T1", end=True))
    run = place.opened(book)
    place.done(run, c.StartTask, "ann", task="T1")
    ned = place.signed_in("ned")
    page = ned.get(f"/runs/{run}/do/complete-task?task=T1")

    answer = ned.send(page, f"/runs/{run}/do/complete-task")

    assert answer.status_code == 303, answer.text
    assert list(place.house.look(run).state.task("T1").confirmations) == ["north"]


def test_a_late_entry_says_when(place: Place) -> None:
    """`08:59` is the last 08:59; before the run was opened it is refused in words."""
    run = place.opened()
    place.clock.pass_(30)
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/start-task?task=T1")

    early = ann.send(page, f"/runs/{run}/do/start-task", at="08:59")
    late = ann.send(early, f"/runs/{run}/do/start-task", at="09:10")

    assert early.status_code == 409
    assert late.status_code == 303
    fact = place.house.look(run).facts[-1]
    assert (fact.at.minute, fact.recorded_at.minute) == (10, 30)


def test_a_time_to_the_minute_stands_for_any_second_of_it(place: Place) -> None:
    """The minute of the start as the end is not too early; sent twice, it is done once."""
    run = place.opened()
    place.clock.pass_(0.5)
    place.done(run, c.StartTask, "ann", task="T1")
    place.clock.pass_(5)
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/complete-task?task=T1")

    answers = [ann.send(page, f"/runs/{run}/do/complete-task", at="09:00") for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    record = place.house.look(run).state.task("T1")
    assert record.settled_at == record.started_at


def test_a_time_with_seconds_is_taken_as_it_is(place: Place) -> None:
    """Whoever says the second means it."""
    run = place.opened()
    place.clock.pass_(0.5)
    place.done(run, c.StartTask, "ann", task="T1")
    place.clock.pass_(5)
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/complete-task?task=T1")

    assert ann.send(page, f"/runs/{run}/do/complete-task", at="09:00:10").status_code == 409


def test_a_scribe_enters_what_an_owner_said(place: Place) -> None:
    """The fact is the owner's word, entered by the scribe."""
    run = place.opened()
    cid = place.signed_in("cid")
    page = cid.get(f"/runs/{run}/do/start-task?task=T1")

    cid.send(page, f"/runs/{run}/do/start-task", **{"for": "Ann Lee"})

    fact = place.house.look(run).facts[-1]
    assert (fact.actor, fact.on_behalf_of) == ("cid", "ann")


def test_who_may_not_is_told_who_may(place: Place) -> None:
    """Whoever sends a form that they were not given is refused by the desk."""
    run = place.opened()
    vic = place.signed_in("vic")
    page = vic.get("/account")
    csrf = next(f.fields["csrf"] for f in forms_in(page.text) if "csrf" in f.fields)

    answer = vic.post(f"/runs/{run}/do/start-task", {"csrf": csrf, "task": "T1"})

    assert answer.status_code == 409
    assert "Ask Ann Lee" in answer.text
    assert place.house.look(run).seq == 1


def running(place: Place) -> str:
    """A run in which T1 is running."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    return run


def at_the_gate(place: Place) -> str:
    """A run in which the meeting of G1 sits, with everything shown."""
    run = running(place)
    place.done(run, c.CompleteTask, "ann", task="T1")
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="Seen.")
    place.done(run, c.StartTask, "bob", task="T2")
    return run


def loading(place: Place) -> str:
    """A run in which T4 is running, which measures a figure."""
    run = at_the_gate(place)
    place.done(
        run, c.DecideGate, "bob", gate="G1", outcome="go", decided_by="sro", reason="Because."
    )
    place.done(run, c.StartTask, "ann", task="T3")
    place.done(run, c.CompleteTask, "ann", task="T3")
    place.done(run, c.StartTask, "ann", task="T4")
    return run


def key_of(page: httpx.Response) -> str:
    """The key of the form of a command."""
    return str(next(one for one in forms_in(page.text) if "/do/" in one.action).fields["key"])
