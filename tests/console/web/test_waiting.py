"""What waits for somebody besides tasks: calls, desks, evidence, decisions, signatures, answers."""

from __future__ import annotations

from console.web.views.mine import mine
from console.web.views.waiting import Waiting
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.testing import a_gate, a_runbook, a_task
from tests.console.web.place import Place


def waiting_for(
    place: Place, run: str, person: str, party: str | None = None
) -> tuple[Waiting, ...]:
    """What waits for somebody, or for a party that they look at."""
    register = place.house.register()
    visitor = Visitor(register=register, now=place.clock.now(), person=register.people[person])
    return mine(place.house.look(run), visitor, party).waiting


def test_everything_that_waits_for_somebody_is_there(place: Place) -> None:
    """Roll-call, evidence, handover, observation: each with its action."""
    run = place.opened()
    place.done(run, c.CallRoll, "max", title="Before we begin")
    place.done(run, c.HandOverShift, "max", desk="si", to="Ann Lee", text="All well.")
    place.done(run, c.RecordObservation, "sue", text="It was late.", party="si")

    waiting = waiting_for(place, run, "ann")

    words = [(one.label, one.post is not None, one.urgent) for one in waiting]
    assert words == [
        ("We are here", True, True),
        ("We are here", True, True),
        ("I have read it", True, True),
        ("Bring evidence", False, False),
        ("Answer", False, False),
    ]


def test_the_roll_is_answered_at_one_tap(place: Place) -> None:
    """Somebody who is there says so."""
    run = place.opened()
    place.done(run, c.CallRoll, "max", title="Before we begin", parties=("sro",))
    bob = place.signed_in("bob")

    bob.send(bob.get(f"/runs/{run}/mine"), f"/runs/{run}/do/answer-roll")

    assert place.house.look(run).state.roll_calls[-1].missing == ()


def test_a_decider_and_an_adviser_are_led_to_the_gate(place: Place) -> None:
    """Once the meeting sits, it waits for them."""
    book = a_runbook(
        a_task("T1", party="sro"), gates=[a_gate("G1", "T1", advised_by=["sro"], criteria=[])]
    )
    run = place.opened(book)
    place.done(run, c.StartTask, "bob", task="T1")

    for person, word in (("bob", "decides G1"), ("ava", "has not advised on G1")):
        waiting = waiting_for(place, run, person)
        assert [one.href for one in waiting if word in one.text] == [f"/runs/{run}/gates/G1"]


def test_a_spoken_word_waits_for_its_signature(place: Place) -> None:
    """Who decides for the party signs; who entered it does not."""
    book = a_runbook(a_task("T1", party="sro"), gates=[a_gate("G1", "T1", criteria=[])])
    run = place.opened(book)
    place.done(run, c.StartTask, "bob", task="T1")
    place.done(
        run,
        c.DecideGate,
        "cid",
        on_behalf_of="bob",
        gate="G1",
        outcome="go",
        decided_by="sro",
        reason="Said on the call.",
        witness="Max Gray",
        forum="The call",
    )

    assert [one.label for one in waiting_for(place, run, "bob")] == ["Sign"]
    assert waiting_for(place, run, "cid", "sro") == ()


def test_the_manager_sees_what_is_stuck(place: Place) -> None:
    """Tasks that failed or are blocked, and that all starts are stopped."""
    run = place.opened()
    place.done(run, c.BlockTask, "ann", task="T1", reason="No file.")
    place.done(run, c.StopStarts, "max", reason="Wait.")

    texts = [one.text for one in waiting_for(place, run, "max")]

    assert "All starts are stopped: Wait." in texts
    assert any("T1 Freeze registrations: blocked. No file." in text for text in texts)
