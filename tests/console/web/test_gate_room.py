"""The room of a gate: what is shown, who is missing, and a decision that is read over first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from rehearsals.core import commands as c
from rehearsals.readiness.commands import AskReturns
from rehearsals.readiness.words import Ask, Served, Signatory
from rehearsals.testing import a_gate
from runbooks.model import Runbook
from tests.console.web.client import Client
from tests.console.web.place import PASSWORD, Place, small_cutover

WRONG = "another guess here"
MANY = [a_gate("G1", "T2", title="Full house", rule="all_of", decider=None, members=["ldsos"])]


def sitting(place: Place, runbook: Runbook | None = None, *, shown: bool = True, **how: Any) -> str:
    """A run whose first gate's meeting sits."""
    run = place.opened(runbook, **how)
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    place.done(run, c.StartTask, "bob", task="T2")
    if shown:
        place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="Seen.")
    return run


def room(client: Client, run: str) -> str:
    """The text of the room."""
    return client.get(f"/runs/{run}/gates/G1").text


def decide(client: Client, run: str, **fields: Any) -> httpx.Response:
    """Write a decision down, as far as reading it over."""
    path = f"/runs/{run}/gates/G1/decide"
    given = {"reason": "Because.", "step": "look", **fields}
    return client.send(client.get(path), path, **given)


def confirm(client: Client, run: str, page: httpx.Response, **fields: Any) -> httpx.Response:
    """Confirm what was read over."""
    return client.send(page, f"/runs/{run}/gates/G1/decide", step="do", **fields)


def test_a_criterion_without_evidence_says_who_brings_it(place: Place) -> None:
    """Nothing shown is told in words, with its owner; what was shown with by whom."""
    run = sitting(place, shown=False)
    vic = place.signed_in("vic")

    before = room(vic, run)
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="It is quiet.")
    after = room(vic, run)

    assert "Nothing was shown yet. SI brings it." in before
    assert "Nothing was shown yet" not in after
    assert "It is quiet." in after


def test_the_owner_brings_evidence_in_the_room(place: Place) -> None:
    """The owner of a criterion says what shows it, and that it is not met."""
    run = sitting(place, shown=False)
    ann = place.signed_in("ann")

    answer = ann.send(
        ann.get(f"/runs/{run}/gates/G1"),
        f"/runs/{run}/do/record-evidence",
        evidence="Three are open.",
        met="false",
    )

    assert answer.status_code == 303
    assert place.house.look(run).state.gate("G1").evidence["READY"].met is False


def test_a_decision_is_read_over_before_it_counts(place: Place) -> None:
    """The page before the go says what will follow; nothing is decided by looking at it."""
    run = sitting(place)
    bob = place.signed_in("bob")

    page = decide(bob, run, outcome="go")

    assert page.status_code == 200
    assert "Go at G1 Go or no-go, in the name of SRO." in page.text
    assert "T3 Take EES out of service (RECCO) may start." in page.text
    assert place.house.look(run).state.gate("G1").outcome == "undecided"

    assert confirm(bob, run, page).status_code == 303
    assert place.house.look(run).state.gate("G1").outcome == "go"


def test_the_point_of_no_return_is_said_before_a_go(place: Place) -> None:
    """Behind it there is no way back: in so many words, in the room and before the go."""
    gates = [a_gate("G1", "T2", title="Last gate", point_of_no_return=True)]
    run = sitting(place, _with(gates))
    bob = place.signed_in("bob")

    assert "Behind this gate there is no way back." in room(bob, run)
    assert "Behind it there is no way back." in decide(bob, run, outcome="go").text


def test_two_who_decide_at_once_lose_nothing(place: Place) -> None:
    """The second is told what the first decided, and keeps what was typed."""
    run = sitting(place)
    bob, other = place.signed_in("bob"), place.signed_in("bob")
    first = decide(bob, run, outcome="go")
    second = decide(other, run, outcome="no_go", reason="I have doubts about EES.")
    confirm(bob, run, first)

    answer = confirm(other, run, second)

    assert answer.status_code == 409
    assert "Since you opened it" in answer.text
    assert "GO by SRO" in answer.text
    assert "I have doubts about EES." in answer.text


def test_a_confirmation_sent_twice_decides_once(place: Place) -> None:
    """A double tap on the confirmation is one decision."""
    run = sitting(place)
    bob = place.signed_in("bob")
    page = decide(bob, run, outcome="no_go")

    for _ in range(2):
        confirm(bob, run, page)

    assert len(place.house.look(run).state.gate("G1").decisions) == 1


def test_a_conditional_go_carries_its_work_off_plan(place: Place) -> None:
    """Conditions are typed line by line; the confirmation repeats them."""
    run = sitting(place)
    bob = place.signed_in("bob")
    line = {"item": "Replay the log", "owner": "recco", "due": "2026-01-12 18:00"}
    fields = {f"conditions.0.{name}": value for name, value in line.items()}

    page = decide(bob, run, outcome="go_with_conditions", **fields)

    assert "RECCO owes by Mon 12 Jan 18:00 GMT: Replay the log" in page.text
    assert confirm(bob, run, page).status_code == 303
    assert place.house.look(run).state.items["G1-1-C1"].owner == "recco"


def test_what_cannot_be_read_comes_back_as_it_was_typed(place: Place) -> None:
    """A time that is none is named at its field, and the rest is kept."""
    run = sitting(place)

    answer = decide(place.signed_in("bob"), run, outcome="deferred", until="soon", reason="Wait.")

    assert answer.status_code == 422
    assert "soon" in answer.text
    assert "Wait." in answer.text


def test_changing_it_goes_back_to_what_was_typed(place: Place) -> None:
    """From the confirmation one goes back, and nothing is lost."""
    run = sitting(place)
    bob = place.signed_in("bob")
    page = decide(bob, run, outcome="no_go", reason="I have doubts.")

    answer = bob.send(page, f"/runs/{run}/gates/G1/decide", step="edit")

    assert answer.status_code == 200
    assert "I have doubts." in answer.text
    assert place.house.look(run).state.gate("G1").outcome == "undecided"


def test_a_full_house_names_who_is_missing_with_a_telephone(place: Place) -> None:
    """Who has voted what, who has not, and how they are reached."""
    run = sitting(place, _with(MANY))
    place.done(run, c.DecideGate, "ned", gate="G1", outcome="go", decided_by="north", reason="Yes.")

    text = room(place.signed_in("vic"), run)

    assert "1 of 2 go" in text
    assert "1 of 2 have not voted" in text
    assert "SOUTH" in text
    assert "Ned Firth" in text


def test_a_no_go_of_many_says_that_it_clears_the_votes(place: Place) -> None:
    """Before a no-go that decides, the voter reads that everybody votes again."""
    run = sitting(place, _with(MANY))

    page = decide(place.signed_in("ned"), run, outcome="no_go")

    assert "With this vote the gate is decided: no-go." in page.text
    assert "every member votes again" in page.text


def test_a_mistaken_no_go_is_taken_back_in_the_room(place: Place) -> None:
    """The member whose no-go cleared the votes takes it back, until somebody votes again."""
    run = sitting(place, _with(MANY))
    vote = {"gate": "G1", "outcome": "no_go", "decided_by": "north", "reason": "Slip."}
    place.done(run, c.DecideGate, "ned", **vote)
    ned = place.signed_in("ned")

    answer = ned.send(
        ned.get(f"/runs/{run}/gates/G1"), f"/runs/{run}/do/undo-vote", reason="A slip."
    )

    assert answer.status_code == 303
    assert place.house.look(run).state.gate("G1").outcome == "undecided"


def test_a_scribe_enters_what_was_spoken_and_the_party_signs(place: Place) -> None:
    """The spoken go counts at once; whoever decides for the party signs for it in the room."""
    run = sitting(place)
    cid, bob = place.signed_in("cid"), place.signed_in("bob")
    spoken = {"for": "bob", "witness": "max", "forum": "Bridge"}

    page = decide(cid, run, outcome="go", **spoken)
    assert "as spoken by Bob Ray, heard by Max Gray" in page.text
    assert confirm(cid, run, page).status_code == 303
    assert "Spoken words to be signed" in room(bob, run)
    bob.send(bob.get(f"/runs/{run}/gates/G1"), f"/runs/{run}/do/countersign")

    assert place.house.look(run).state.gate("G1").to_sign == ()


def test_a_live_decision_takes_the_password(place: Place) -> None:
    """In a live run the confirmation asks for the password, and a wrong one decides nothing."""
    run = sitting(place, mode="live")
    bob = place.signed_in("bob")
    page = decide(bob, run, outcome="go")

    assert "Your password, once more" in page.text
    wrong = confirm(bob, run, page, password=WRONG)
    assert wrong.status_code == 409
    assert place.house.look(run).state.gate("G1").outcome == "undecided"
    assert confirm(bob, run, wrong, password=PASSWORD).status_code == 303
    assert place.house.look(run).state.gate("G1").outcome == "go"


def test_a_decision_may_be_entered_later_than_it_fell(place: Place) -> None:
    """What was decided ten minutes ago stands at its time."""
    run = sitting(place)
    bob = place.signed_in("bob")
    place.clock.pass_(15)

    page = decide(bob, run, outcome="go", at="0905")
    assert confirm(bob, run, page).status_code == 303

    last = place.house.look(run).state.gate("G1").last
    assert last is not None
    assert (last.at.hour, last.at.minute) == (9, 5)


def test_a_go_is_taken_back_by_the_same_form(place: Place) -> None:
    """As long as nothing behind it has started, the decider takes a go back."""
    run = sitting(place)
    bob = place.signed_in("bob")
    confirm(bob, run, decide(bob, run, outcome="go"))

    page = decide(bob, run, outcome="withdrawn", reason="EES is not quiet.")

    assert "is taken back, in the name of SRO." in page.text
    assert confirm(bob, run, page).status_code == 303
    assert place.house.look(run).state.gate("G1").outcome == "withdrawn"


def test_a_viewer_is_offered_nothing_and_refused_all_the_same(place: Place) -> None:
    """Who only reads sees no way to decide; what is sent anyway is refused."""
    run = sitting(place)
    vic = place.signed_in("vic")

    assert f"/runs/{run}/gates/G1/decide" not in room(vic, run)
    form = vic.get(f"/runs/{run}/gates/G1/decide")
    csrf = form.text.partition('name="csrf" value="')[2].partition('"')[0]
    sent = {"csrf": csrf, "outcome": "go", "decided_by": "sro", "reason": "x", "step": "do"}
    answer = vic.post(f"/runs/{run}/gates/G1/decide", sent)

    assert answer.status_code == 409
    assert place.house.look(run).state.gate("G1").outcome == "undecided"


def test_the_checks_of_a_gate_are_made_on_request(place: Place) -> None:
    """The owner of a checked criterion has the machine look now; the finding stands in the room."""
    checked = {"id": "DONE", "owner": "si", "check": {"tasks_done": {"tasks": ["T1"]}}}
    run = sitting(place, _with([a_gate("G1", "T2", criteria=[checked])]), shown=False)
    ann = place.signed_in("ann")

    answer = ann.send(ann.get(f"/runs/{run}/gates/G1"), f"/runs/{run}/gates/G1/checks")

    assert answer.status_code == 303
    assert place.house.look(run).state.gate("G1").checks["DONE"].met
    assert "T1 is done" in room(ann, run)


def test_hostile_words_are_shown_as_words(place: Place) -> None:
    """Markup in evidence is text."""
    run = sitting(place, shown=False)
    words = "<script>alert(1)</script>"
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence=words)

    assert words not in room(place.signed_in("vic"), run)


def _with(gates: list[dict[str, Any]]) -> Runbook:
    """The small cutover with other gates."""
    data = small_cutover().model_dump(mode="json", exclude_defaults=True)
    return Runbook.model_validate({**data, "gates": gates})


def _declaration_asked(place: Place) -> None:
    """A declaration of RECCo is asked for that serves the gate."""
    ask = Ask(
        kind="declaration",
        party="recco",
        title="We are ready but for one queue",
        deadline=place.clock.now() + timedelta(hours=1),
        gates=(Served(gate="trial/G1"),),
        signatories=(Signatory(name="Ann Lee", office="Director"),),
        return_id="D1",
    )
    command = AskReturns(id="ask-1", actor="max", channel="web", asks=(ask,))
    place.house.writer.readiness(command)


def test_who_decides_sees_which_returns_are_missing_and_not_what_they_say(place: Place) -> None:
    """The decider sees the state of a return; the manager its title; a viewer only that it is."""
    run = sitting(place)
    _declaration_asked(place)
    title = "We are ready but for one queue"

    decider, manager = room(place.signed_in("bob"), run), room(place.signed_in("max"), run)
    viewer = room(place.signed_in("vic"), run)

    assert "D1, declaration" in decider
    assert "1 of 1 not in" in decider
    assert title not in decider
    assert title in manager
    assert title not in viewer
    assert "D1" not in viewer
    assert "1 return is private" in viewer
