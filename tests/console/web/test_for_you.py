"""For you: what an audience may not do and until when, and nothing that only people inside know."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from console.standing import standing
from console.web.views.for_you import (
    Cutover,
    Source,
    audiences,
    for_you,
    planned_source,
)
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.model import Runbook
from tests.console.web.nights import m10, m10_night


def a_book(**changes: Any) -> Runbook:
    """Suppliers stop with T-1; EES is out from T-2 to T-3; T-4 is the all-clear."""
    return a_runbook(
        a_task("T-1"),
        a_task("T-2", "T-1"),
        a_task("T-3", "T-2"),
        a_task("T-4", "T-3"),
        outages={
            "OUT-EES": {
                "system": "EES",
                "opens": {"task": "T-2", "at": "start"},
                "closes": {"task": "T-3", "at": "finish"},
                "audience": ["supplier", "agent"],
                "action_required": "Send nothing before T-4.",
                **changes.pop("outage", {}),
            }
        },
        instructions=[
            {"audience": "supplier", "text": "Send nothing.", "from": "T-1", "until": "T-4"}
        ],
        **changes,
    )


def told(trial: Trial, minutes: float, audience: str = "supplier") -> Cutover:
    """What an audience is told of a trial."""
    source = Source(stands=standing(trial.state, at(minutes)))
    (cutover,) = for_you(audience, [source]).cutovers
    return cutover


def words_in(record: object) -> str:
    """Every text in a record, however deep."""
    if isinstance(record, str):
        return record
    if is_dataclass(record):
        return " ".join(words_in(getattr(record, each.name)) for each in fields(record))
    if isinstance(record, tuple | list):
        return " ".join(map(words_in, record))
    return ""


def test_during_an_outage_the_headline_says_what_is_out_and_until_when() -> None:
    """With the zone, and that its end is not the all-clear."""
    trial = Trial(a_book())
    trial.do(0, 30, "T-1")
    trial.start(30, "T-2")
    cutover = told(trial, 40)
    assert "EES is unavailable now, until about Mon 12 Jan 10:30 GMT" in cutover.headline
    assert "Do not resume before the all-clear." in cutover.headline
    assert cutover.next_change is not None
    assert cutover.next_change.at == at(90)
    assert "not the all-clear" in cutover.next_change.text


def test_the_end_of_an_outage_does_not_let_anybody_resume() -> None:
    """EES is back, and suppliers still wait for the all-clear."""
    trial = Trial(a_book())
    for number, task in enumerate(("T-1", "T-2", "T-3")):
        trial.do(number * 30, number * 30 + 30, task)
    cutover = told(trial, 95)
    assert cutover.outages[0].state == "over"
    assert cutover.instructions[0].state == "now"
    assert "The all-clear has not been given" in cutover.headline
    assert cutover.instructions[0].resume == (
        "You may resume when you are told to: not before the all-clear."
    )


def test_the_all_clear_lets_suppliers_resume() -> None:
    """From when it was really given."""
    trial = Trial(a_book())
    for number, task in enumerate(("T-1", "T-2", "T-3", "T-4")):
        trial.do(number * 30, number * 30 + 30, task)
    cutover = told(trial, 130)
    assert "The all-clear was given Mon 12 Jan 11:00 GMT: you may resume." in cutover.headline
    assert (cutover.instructions[0].ended_at, cutover.next_change) == (at(120), None)


def test_who_has_no_all_clear_is_not_told_that_they_may_resume() -> None:
    """The agents of this plan are only told of the outage; its end says nothing more."""
    trial = Trial(a_book())
    for number, task in enumerate(("T-1", "T-2", "T-3", "T-4")):
        trial.do(number * 30, number * 30 + 30, task)
    headline = told(trial, 130, "agent").headline
    assert "may resume" not in headline
    assert "That is not the all-clear" in headline


def test_announced_and_expected_end_are_kept_apart() -> None:
    """Late, both are told; what was announced does not move by itself."""
    trial = Trial(a_book())
    trial.do(0, 80, "T-1")
    trial.start(80, "T-2")
    cutover = told(trial, 90)
    assert (cutover.outages[0].announced_until, cutover.outages[0].expected_until) == (
        at(90),
        at(140),
    )
    assert "until about Mon 12 Jan 11:20 GMT (announced: Mon 12 Jan 10:30 GMT)" in cutover.headline


def test_a_system_that_stays_closed_to_an_audience_has_no_end_for_it() -> None:
    """Back for others, it is still closed to suppliers, and not to agents."""
    trial = Trial(a_book(outage={"still_closed_for": ["supplier"]}))
    for number, task in enumerate(("T-1", "T-2", "T-3", "T-4")):
        trial.do(number * 30, number * 30 + 30, task)
    supplier = told(trial, 130).outages[0]
    assert (supplier.state, supplier.still_closed, supplier.expected_until) == ("now", True, None)
    assert "EES stays closed to you" in told(trial, 130).headline
    assert told(trial, 130, "agent").outages[0].state == "over"


def test_turning_back_keeps_the_instruction_until_the_way_back_is_done() -> None:
    """The all-clear of the way forward will never come; the whole way back stands for it."""
    book = a_runbook(
        a_task("T-1", undo="R-1"),
        a_task("T-M", "T-1"),
        a_task("T-4", "T-M"),
        gates=[a_gate("G1", "T-M", criteria=[], on_no_go="rollback")],
        instructions=[
            {"audience": "supplier", "text": "Send nothing.", "from": "T-1", "until": "T-4"}
        ],
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
    (instruction,) = told(trial, 30).instructions
    assert (instruction.state, instruction.expected_until) == ("now", None)
    assert "being turned back" in instruction.resume
    trial.do(30, 60, "R-1")
    (instruction,) = told(trial, 65).instructions
    assert (instruction.state, instruction.ended_at) == ("over", at(60))


def test_an_abandoned_run_gives_no_all_clear() -> None:
    """What was in force stays so until somebody says otherwise."""
    trial = Trial(a_book())
    trial.do(0, 30, "T-1")
    trial.ask(40, c.AbandonRun, reason="enough")
    cutover = told(trial, 50)
    assert cutover.instructions[0].state == "now"
    assert "The all-clear has not been given" in cutover.headline
    assert cutover.outages[0].state == "called off"


def test_a_plan_says_what_is_planned_and_nothing_about_now() -> None:
    """Before anybody has opened a run."""
    (cutover,) = for_you("supplier", [planned_source(a_book())]).cutovers
    assert cutover.mode == "plan"
    assert cutover.headline.startswith("PLAN — NOT YET BEGUN: ")
    assert "EES is planned to be unavailable from Mon 12 Jan 09:30 GMT" in cutover.headline
    assert {each.state for each in cutover.outages} == {"not yet"}
    assert {each.state for each in cutover.instructions} == {"not yet"}


def test_a_rehearsal_is_marked_and_the_real_night_comes_first() -> None:
    """Whatever the rehearsal's outages are, the live run is what counts."""
    rehearsed, live = Trial(a_book()), Trial(a_book(title="For real"), mode="live")
    rehearsed.do(0, 30, "T-1")
    rehearsed.start(30, "T-2")
    page = for_you(
        "supplier", [Source(stands=standing(one.state, at(40))) for one in (rehearsed, live)]
    )
    assert [each.mode for each in page.cutovers] == ["live", "rehearsal"]
    assert [each.mark for each in page.cutovers] == ["", "REHEARSAL — NOT REAL"]
    assert page.headline == page.cutovers[0].headline
    assert page.cutovers[1].headline.startswith("REHEARSAL — NOT REAL: ")


def test_whoever_is_not_concerned_is_told_so() -> None:
    """Rather than shown an empty page."""
    page = for_you("ofgem", [Source(stands=standing(Trial(a_book()).state, at(0)))])
    assert page.cutovers == ()
    assert page.headline == "Nothing is planned or under way that concerns ofgem."


def test_suppliers_are_the_first_audience_and_all_are_named() -> None:
    """Whatever the runbook's order."""
    found = audiences([m10()])
    assert found[0][0] == "supplier"
    assert {key for key, _ in found} == {
        "supplier",
        "agent",
        "ees_user",
        "ldsos",
        "central_parties",
    }


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.62, 0.9, 0.95, 1.0])
def test_nothing_from_inside_reaches_the_audience(share: float) -> None:
    """No id of a task, gate or outage, no contact and no note, at any time of a night."""
    stands = m10_night(share)
    book = stands.state.runbook
    inside = {task.id for task in (*book.tasks, *book.rollback.tasks, *book.stand_down.tasks)}
    inside |= {gate.id for gate in book.gates} | set(book.outages)
    secrets = {note.text for note in stands.state.notes}
    secrets |= {contact.name for party in book.parties.values() for contact in party.contacts}
    for audience, _ in audiences([book]):
        said = words_in(for_you(audience, [Source(stands=stands), planned_source(book)]))
        words = {word.strip(".,;:()") for word in re.split(r"\s+", said)}
        assert not words & inside
        assert not {secret for secret in secrets if len(secret) > 12 and secret in said}


def test_an_hour_that_is_past_ends_nothing_while_the_system_is_out() -> None:
    """Whoever was told an hour is told to wait, and not that it has ended."""
    trial = Trial(
        a_runbook(
            a_task("T-1"),
            a_task("T-2", "T-1"),
            outages={
                "O": {
                    "system": "EES",
                    "opens": {"task": "T-1", "at": "start"},
                    "closes": {"task": "T-2", "at": "finish"},
                    "audience": ["supplier"],
                }
            },
            instructions=[
                {
                    "audience": "supplier",
                    "text": "Do not query EES.",
                    "from": "T-1",
                    "until": "T+1h",
                }
            ],
        )
    )
    trial.start(0, "T-1")
    (one,) = told(trial, 90).instructions
    assert one.state == "now"
    assert one.resume == "The time given is past, but EES is still out: wait until you are told."
    trial.done(95, "T-1")
    trial.do(95, 120, "T-2")
    (one,) = told(trial, 121).instructions
    assert (one.state, one.resume) == ("over", "This has ended.")


def test_an_overdue_end_is_not_given_as_a_time() -> None:
    """A time that moves for ever is none."""
    trial = Trial(a_book())
    trial.do(0, 30, "T-1")
    trial.start(30, "T-2")
    cutover = told(trial, 200)
    assert cutover.outages[0].overdue
    assert "its end is not known (announced: " in cutover.headline
