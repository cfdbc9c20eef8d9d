"""The desk of the cutover manager: everybody reads it, and acts on what is theirs."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from runbooks.model import Runbook
from tests.console.web.place import PASSWORD, Place, small_cutover

WRONG = "another guess here"


def _send(place: Place, person: str, run: str, action: str, **fields: Any) -> int:
    """Have somebody fill in a form of the page; the status of the answer."""
    client = place.signed_in(person)
    page = client.get(f"/runs/{run}/control")
    return client.send(page, f"/runs/{run}/do/{action}", **fields).status_code


def _with_a_way_back() -> Runbook:
    """The small cutover that can be rolled back from its gate."""
    data = small_cutover().model_dump(mode="json", exclude_defaults=True)
    undo = {"id": "R1", "title": "Bring EES back as it was", "party": "recco", "duration": "20m"}
    leg = {"gates": ["G1"], "authority": "sro", "tasks": [{**undo, "always": True}]}
    return Runbook.model_validate({**data, "rollback": leg})


def _at_its_gate(place: Place, runbook: Runbook | None = None, **how: Any) -> str:
    run = place.opened(runbook, **how)
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    place.done(run, c.StartTask, "bob", task="T2")
    return run


def test_the_manager_stops_and_allows_starts(place: Place) -> None:
    """Starts are stopped with a reason that everybody reads, and allowed again."""
    run = place.opened()

    assert _send(place, "max", run, "stop-starts", reason="The link is down.") == 303
    text = place.signed_in("vic").get(f"/runs/{run}/control").text
    assert "The link is down." in text
    assert "do/allow-starts" not in text
    assert _send(place, "max", run, "allow-starts", reason="It is up.") == 303
    assert place.house.look(run).state.stopped is None


def test_the_roll_is_called_and_answered(place: Place) -> None:
    """Who is missing is named; a party answers for itself, and nobody for another."""
    run = place.opened()

    assert _send(place, "max", run, "call-roll", title="Before the start") == 303
    assert "0 of 3 are there" in place.signed_in("vic").get(f"/runs/{run}/control").text
    assert _send(place, "ann", run, "answer-roll") == 303

    call = place.house.look(run).state.roll_calls[-1]
    assert set(call.answers) <= {"si", "recco"}
    assert len(call.missing) == 2


def test_a_desk_is_handed_over_and_taken(place: Place) -> None:
    """Whoever takes the desk has read what the one before wrote."""
    run = place.opened()
    given = {"desk": "cutover manager", "to": "max", "text": "T1 is late."}

    assert _send(place, "max", run, "hand-over-shift", **given) == 303
    assert "T1 is late." in place.signed_in("vic").get(f"/runs/{run}/control").text
    assert _send(place, "max", run, "take-shift") == 303

    assert place.house.look(run).state.handovers[0].taken_by == "max"


def test_an_incident_is_linked_and_closed(place: Place) -> None:
    """An incident stands open until somebody says what became of it."""
    run = place.opened()

    linked = {"reference": "INC1", "summary": "EES is slow", "system": "EES"}
    assert _send(place, "max", run, "link-incident", **linked) == 303
    assert _send(place, "max", run, "close-incident", resolution="Restarted.") == 303

    assert place.house.look(run).state.incidents["INC1"].resolution == "Restarted."


def test_assurance_observes_and_the_party_answers(place: Place) -> None:
    """An observation waits for the word of the party it is about, then it is final."""
    run = place.opened()

    seen = {"text": "T1 began early.", "party": "si"}
    assert _send(place, "sue", run, "record-observation", **seen) == 303
    assert _send(place, "ann", run, "answer-observation", text="It did not.") == 303
    assert _send(place, "sue", run, "finish-observation") == 303

    observed = place.house.look(run).state.observations[0]
    assert observed.answer == "It did not."
    assert observed.final_at is not None


def test_notes_and_attendance_are_written_down(place: Place) -> None:
    """A lesson is marked as one; who takes part is said by who runs it."""
    run = place.opened()

    assert _send(place, "ann", run, "add-note", text="Ring earlier.", lesson="true") == 303
    attends = {"party": "north", "attendance": "absent"}
    assert _send(place, "max", run, "record-attendance", **attends) == 303

    state = place.house.look(run).state
    assert state.notes[0].lesson
    assert state.attendance["north"] == "absent"


def test_a_viewer_reads_everything_and_is_offered_nothing(place: Place) -> None:
    """The desk is open to whoever has a role, without a single form but to sign out."""
    run = _at_its_gate(place, _with_a_way_back())

    answer = place.signed_in("vic").get(f"/runs/{run}/control")

    assert answer.status_code == 200
    assert "/do/" not in answer.text
    assert "Rollback from G1" in answer.text


def test_a_change_is_looked_at_before_it_is_proposed(place: Place) -> None:
    """Before and after are shown with what moves; a second person then approves it."""
    run = place.opened()
    manager = place.signed_in("max")
    path = f"/runs/{run}/control/amend"
    form = manager.get(f"{path}?task=T4")

    looked = manager.send(form, path, likely="1h", low="1h", high="1h", reason="Slow.", step="look")
    assert "The planned finish moves" in looked.text
    assert place.house.look(run).state.amendments == ()
    assert manager.send(looked, path, step="do").status_code == 303

    desk = place.signed_in("vic").get(f"/runs/{run}/control").text
    assert "T4" in desk
    assert "30 min" in desk
    assert "1 h 00 min" in desk
    assert place.house.look(run).state.amendments[0].status == "proposed"


def test_an_amendment_is_turned_down_with_a_reason(place: Place) -> None:
    """The manager turns a proposed change down."""
    run = place.opened()
    manager = place.signed_in("max")
    path = f"/runs/{run}/control/amend"
    given = {"likely": "1h", "low": "1h", "high": "1h", "reason": "Slow.", "step": "do"}
    manager.send(manager.get(f"{path}?task=T4"), path, **given)

    assert _send(place, "max", run, "reject-amendment", reason="No need.") == 303
    assert place.house.look(run).state.amendments[0].status == "rejected"


@pytest.mark.parametrize("typed", [{"likely": "soon"}, {"not_before": "whenever"}, {}])
def test_a_change_that_is_none_comes_back(place: Place, typed: dict[str, str]) -> None:
    """What cannot be read, or changes nothing, is said, and nothing is proposed."""
    run = place.opened()
    manager = place.signed_in("max")
    path = f"/runs/{run}/control/amend"

    answer = manager.send(
        manager.get(f"{path}?task=T4"), path, **{"reason": "Slow.", "step": "do", **typed}
    )

    assert answer.status_code == 422
    assert "Slow." in answer.text
    assert place.house.look(run).state.amendments == ()


def test_turning_back_is_read_over_with_what_it_means(place: Place) -> None:
    """What is given up and which way back is said before it counts."""
    run = _at_its_gate(place, _with_a_way_back())
    bob = place.signed_in("bob")
    path = f"/runs/{run}/control/turn-back"
    given = {"way": "rollback/G1", "reason": "EES fails.", "step": "look"}

    page = bob.send(bob.get(path), path, **given)

    assert "Rollback of the whole run, from G1, in the name of SRO." in page.text
    assert "T3 Take EES out of service" in page.text
    assert place.house.look(run).state.turned_back == ()
    assert bob.send(page, path, step="do").status_code == 303
    assert place.house.look(run).state.turned_back


def test_turning_back_live_takes_the_password(place: Place) -> None:
    """In a live run nothing turns back without the password."""
    run = _at_its_gate(place, _with_a_way_back(), mode="live")
    bob = place.signed_in("bob")
    path = f"/runs/{run}/control/turn-back"
    page = bob.send(bob.get(path), path, way="rollback/G1", reason="EES fails.", step="look")

    wrong = bob.send(page, path, step="do", password=WRONG)
    assert wrong.status_code == 409
    assert place.house.look(run).state.turned_back == ()
    assert bob.send(wrong, path, step="do", password=PASSWORD).status_code == 303


def test_turning_back_is_refused_to_others(place: Place) -> None:
    """The owner of a task is not offered it, and what is sent anyway is refused."""
    run = _at_its_gate(place, _with_a_way_back())
    ann = place.signed_in("ann")
    path = f"/runs/{run}/control/turn-back"

    form = ann.get(path)
    assert "not yours to decide" in form.text
    csrf = form.text.partition('name="csrf" value="')[2].partition('"')[0]
    sent = {"csrf": csrf, "way": "rollback/G1", "decided_by": "sro", "reason": "x", "step": "do"}
    assert ann.post(path, sent).status_code == 409
    assert place.house.look(run).state.turned_back == ()


def test_a_need_leads_to_where_it_is_dealt_with(place: Place) -> None:
    """What needs somebody on the board links to its part of the desk, or of its gate's room."""
    run = _at_its_gate(place)
    place.done(run, c.StopStarts, "max", reason="Wait.")
    spoken = {"on_behalf_of": "bob", "witness": "max", "forum": "Bridge", "outcome": "no_go"}
    place.done(run, c.DecideGate, "cid", gate="G1", decided_by="sro", reason="No.", **spoken)

    text = place.signed_in("vic").get(f"/runs/{run}/tonight").text

    assert f"/runs/{run}/control#starts" in text
    assert f"/runs/{run}/gates/G1#to-sign" in text
