"""The generic form: every command, any address, what people type, and what they are told."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from console.web.form_words import FORM_WORDS
from console.web.handing_in import BY_NAME
from rehearsals.core import commands as c
from tests.console.web.client import Client, forms_in
from tests.console.web.place import Place


def utc(*parts: int) -> datetime:
    """An instant."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_every_command_has_words_of_its_own() -> None:
    """No form is called by the name of a record."""
    assert set(FORM_WORDS) == set(c.COMMAND_TYPES)


@pytest.mark.parametrize("person", ["max", "ann", "cid", "vic"])
def test_every_form_opens_for_whoever_reads(place: Place, person: str) -> None:
    """A form shows what it would ask; the desk says who may."""
    run = place.opened()
    browser = place.signed_in(person)

    for name in BY_NAME:
        page = browser.get(f"/runs/{run}/do/{name}", follow_redirects=True)
        assert page.status_code == 200, name


@pytest.mark.parametrize(
    "query",
    [
        "task=T1&task=T2",
        "task=T404",
        "task[]=T1&task.a.b=1",
        "results=1&results.mpans=2&results.mpans.x=3",
        f"task={'9' * 5000}",
        f"{'9' * 6000}=1&conditions.{'9' * 4400}.item=x",
        "a." * 3000 + "=1",
        "conditions=x&conditions.0=y&conditions.1.due=z&risks.0.risk.a=1",
        "number=١٢٣&number=",
        "at=25:99&for=%00&next=//evil.example&gate=%F0%9F%A6%84",
        "task=%3Cscript%3Ealert(1)%3C/script%3E&gate=%E2%80%AE&party=%ED%A0%80",
        "outcome=go&outcome=stop&decided_by=nobody&until=never&expires=1",
        "kind=rollback&gate=G1&systems[]=EES&systems[]=",
        "parties=north&parties[]=nobody&present=perhaps&lesson=maybe",
    ],
)
def test_no_address_breaks_a_form(place: Place, query: str) -> None:
    """Whatever stands in an address, a form comes, and nothing of it becomes markup."""
    run = place.opened()
    browser = place.signed_in("max")

    for name in BY_NAME:
        answer = browser.get(f"/runs/{run}/do/{name}?{query}", follow_redirects=True)
        assert answer.status_code == 200, name
        assert "<script>alert" not in answer.text


def test_a_form_of_nothing_is_not_found(place: Place) -> None:
    """Findings of checks, and what is no command, have no form."""
    run = place.opened()
    browser = place.signed_in("max")

    for name in ("record-check", "drop-table", "%00", "StartTask"):
        assert browser.get(f"/runs/{run}/do/{name}").status_code == 404


def test_what_an_address_names_is_never_swapped_for_something_else(place: Place) -> None:
    """A task that does not fit, or that there is not, stays what the form is about."""
    run = place.opened()
    browser = place.signed_in("ann")

    known = browser.get(f"/runs/{run}/do/complete-task?task=T4")
    unknown = browser.get(f"/runs/{run}/do/start-task?task=T404")

    assert _form(known).fields["task"] == "T4"
    assert _form(unknown).fields["task"] == "T404"
    assert "does not fit now" in unknown.text


def test_a_form_that_does_not_fit_says_so_at_once(place: Place) -> None:
    """Whoever opens an old link is told how the task stands, and what can be done instead."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")

    page = place.signed_in("ann").get(f"/runs/{run}/do/start-task?task=T1").text

    assert "T1 is running: this does not fit now." in page
    assert f'href="/runs/{run}/do/complete-task?task=T1' in page


def test_nothing_is_chosen_by_accident(place: Place) -> None:
    """Of several choices none is taken for granted; a single one is."""
    run = place.opened()
    browser = place.signed_in("bob")

    several = _form(place.signed_in("max").get(f"/runs/{run}/do/hold-task"))
    single = _form(_decides(browser, run, reason="", outcome=""))

    assert several.fields["task"] == ""
    assert single.fields["decided_by"] == "sro"
    assert single.fields["outcome"] == ""


def test_a_form_offers_the_tasks_that_fit(place: Place) -> None:
    """What is ready can be started; what waits cannot."""
    run = place.opened()
    answer = place.signed_in("ann").get(f"/runs/{run}/do/start-task")

    assert '<option value="T1"' in answer.text
    assert '<option value="T4"' not in answer.text


def test_a_form_says_what_follows(place: Place) -> None:
    """Whoever opens an outage by a start reads it before."""
    run = _up_to(place, "T3")
    answer = place.signed_in("ann").get(f"/runs/{run}/do/start-task?task=T3")

    assert "Electricity Enquiry Service is out of service" in answer.text


def test_evidence_is_met_or_not_and_never_taken_for_met(place: Place) -> None:
    """Whether it is met must be said; no is no."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/record-evidence?gate=G1&criterion=READY")

    assert "met" not in _form(page).fields
    ann.send(page, _do(run, "record-evidence"), evidence="Not all is in.", met="false")

    assert place.house.look(run).state.gate("G1").evidence["READY"].met is False


def test_conditions_and_risks_have_lines_without_a_script(place: Place) -> None:
    """Three lines of each at least, each with what, whose and when."""
    run = place.opened()
    fields = _form(_decides(place.signed_in("bob"), run, reason="", outcome="")).fields

    for number in range(3):
        assert {f"conditions.{number}.{part}" for part in ("item", "owner", "due")} <= set(fields)
        assert {f"risks.{number}.{part}" for part in ("risk", "accepted_by", "expires")} <= set(
            fields
        )


def test_a_conditional_go_is_decided_by_the_form(place: Place) -> None:
    """The second line alone is filled in, with a time of day: the next one."""
    run = _up_to(place, "T2")
    bob = place.signed_in("bob")
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="Seen.")
    place.done(run, c.StartTask, "bob", task="T2")

    answer = _decides(
        bob,
        run,
        outcome="go_with_conditions",
        reason="Good enough.",
        decided_by="sro",
        **{"conditions.1.item": "Count", "conditions.1.owner": "si", "conditions.1.due": "18:30"},
    )

    assert answer.status_code == 303, answer.text
    assert place.house.look(run).state.items["G1-1-C1"].due == utc(2026, 1, 12, 18, 30)


def test_what_was_typed_comes_back_with_what_is_wrong(place: Place) -> None:
    """Every field keeps its text, and the wrong one says why in plain words."""
    run = _up_to(place, "T2")
    bob = place.signed_in("bob")

    answer = _decides(
        bob,
        run,
        outcome="go_with_conditions",
        decided_by="sro",
        reason="Because & so.",
        **{"conditions.0.item": "Count <b>", "conditions.0.due": "soonish"},
    )

    fields = _form(answer).fields
    assert answer.status_code == 422
    assert fields["reason"] == "Because & so."
    assert fields["conditions.0.item"] == "Count <b>"
    assert fields["conditions.0.due"] == "soonish"
    assert "&#39;soonish&#39; is not a time" in answer.text
    assert "Nothing was done" in answer.text


def test_who_said_it_is_asked_of_those_who_enter_it(place: Place) -> None:
    """A scribe is asked at once, with names offered; an owner is not asked at all."""
    run = place.opened()
    scribe = place.signed_in("cid").get(f"/runs/{run}/do/start-task?task=T1")
    owner = place.signed_in("ann").get(f"/runs/{run}/do/start-task?task=T1")

    assert "for" in _form(scribe).fields
    assert '<option value="Ann Lee">' in scribe.text
    assert "for" not in _form(owner).fields


def test_every_field_of_every_command_can_be_filled_in(place: Place) -> None:
    """Nothing that a command needs is missing from its form."""
    run = place.opened()
    browsers = [place.signed_in(one) for one in ("max", "bob", "ann", "ava", "com", "sue", "rex")]

    for name, kind in BY_NAME.items():
        if kind is c.TurnBack:  # It has a page of its own.
            continue
        query = {"task": "T1", "gate": "G1"} if kind is c.RecordEvidence else {"task": "T1"}
        pages = (one.get(f"/runs/{run}/do/{name}", params=query).text for one in browsers)
        shown = next(page for page in pages if f'action="/runs/{run}/' in page)
        for field in dataclasses.fields(kind):
            needed = (
                field.default is dataclasses.MISSING
                and field.default_factory is dataclasses.MISSING
                and field.name not in ("id", "actor")
                and kind is not c.AttachFile
            )
            assert not needed or f'name="{field.name}' in shown, (name, field.name)


def _decides(browser: Client, run: str, **fields: str) -> Any:
    """What comes back of the plain form of a decision, which others than its page may send."""
    page = browser.get(f"/runs/{run}/do/add-note")
    carried = {name: _form(page).fields[name] for name in ("csrf", "key", "seen")}
    return browser.post(_do(run, "decide-gate"), {**carried, "gate": "G1", **fields})


def _do(run: str, name: str) -> str:
    return f"/runs/{run}/do/{name}"


def _form(page: Any) -> Any:
    return next(form for form in forms_in(page.text) if "/do/" in form.action)


def _up_to(place: Place, task: str) -> str:
    """A run in which a task of the small cutover is ready."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    if task == "T2":
        return run
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="Seen.")
    place.done(run, c.StartTask, "bob", task="T2")
    place.done(
        run, c.DecideGate, "bob", gate="G1", outcome="go", decided_by="sro", reason="Because."
    )
    return run
