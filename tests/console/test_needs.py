"""What the board says needs somebody, and with which command."""

from __future__ import annotations

from typing import Any

import pytest

from console.app import COMMANDS
from console.needs import Need, needs
from rehearsals.core import commands as c
from rehearsals.core.words import AcceptedRisk, Condition
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

#: A meeting of one decider, with a machine's check, and a task behind it.
MEETING = a_runbook(
    a_task("M", party="sro"),
    a_task("A", "M"),
    gates=[a_gate("G1", "M", forum="PSG", criteria=[])],
)
CHECKED = a_runbook(
    a_task("P"),
    a_task("M", "P", party="sro"),
    a_task("A", "M"),
    gates=[
        a_gate(
            "G1",
            "M",
            criteria=[{"id": "DONE", "owner": "si", "check": {"tasks_done": {"tasks": ["P"]}}}],
        )
    ],
)


def a_trial(*steps: tuple[float, type[Any], dict[str, Any]]) -> Trial:
    """A run of one task of `si`, in which some things were asked, all of them allowed."""
    trial = Trial(a_runbook(a_task("A")))
    for minutes, kind, fields in steps:
        taken(trial, minutes, kind, **fields)
    return trial


def taken(trial: Trial, minutes: float, kind: type[Any], **fields: Any) -> None:
    """Ask for something that is allowed."""
    answer = trial.ask(minutes, kind, **fields)
    assert not isinstance(answer, c.Refusal), answer


def only(trial: Trial, minutes: float = 60) -> Need:
    """The one thing that needs somebody."""
    (need,) = needs(trial.state, at(minutes))
    return need


def test_a_quiet_run_needs_nobody() -> None:
    """What is ready or running stands elsewhere on the board."""
    assert needs(a_trial().state, at(60)) == ()


def test_a_stop_is_loud_and_says_why() -> None:
    """Nobody looks for the reason why nothing starts."""
    need = only(a_trial((1, c.StopStarts, {"reason": "EES is unstable"})))

    assert need.urgent
    assert need.text == "ALL STARTS ARE STOPPED: EES is unstable."
    assert need.do == "callboard go-on DR1 --reason ..."


def test_who_is_missing_at_the_newest_roll_call_is_named() -> None:
    """An earlier call no longer counts; who answered is not named."""
    trial = a_trial(
        (1, c.CallRoll, {"title": "Start", "parties": ("si", "sro")}),
        (2, c.CallRoll, {"title": "Before G3", "parties": ("si", "north", "south")}),
        (3, c.AnswerRoll, {"party": "north"}),
        (4, c.AnswerRoll, {"party": "south", "present": False}),
    )

    need = only(trial)

    assert need.text == "Missing at roll-call 2 (Before G3, Mon 12 Jan 09:02 GMT): SI, SOUTH."
    assert need.do == "callboard roll-call list DR1"


def test_an_incident_is_named_until_it_is_closed() -> None:
    """With its number, its system and its words."""
    trial = a_trial(
        (1, c.LinkIncident, {"reference": "INC7", "summary": "EES is slow", "system": "EES"})
    )
    assert only(trial).text.startswith("Incident INC7 (EES) is open since Mon 12 Jan 09:01 GMT")

    taken(trial, 2, c.CloseIncident, reference="INC7", resolution="restarted")

    assert needs(trial.state, at(60)) == ()


def test_a_handover_is_named_until_it_is_taken() -> None:
    """Somebody must have read it."""
    trial = a_trial((1, c.HandOverShift, {"desk": "si", "to": "Bob", "text": "A runs late"}))
    assert only(trial).text == "Bob has not yet taken over si from ann: A runs late."

    taken(trial, 2, c.TakeShift, number=1, actor="Bob")

    assert needs(trial.state, at(60)) == ()


def test_an_observation_waits_for_the_party_it_is_about() -> None:
    """Until the party has said whether the facts are right."""
    trial = a_trial((1, c.RecordObservation, {"text": "No second person", "party": "si"}))
    assert only(trial).do == 'callboard observe answer DR1 1 "..."'

    taken(trial, 2, c.AnswerObservation, number=1, text="It was Bob.")

    assert needs(trial.state, at(60)) == ()


def test_communications_are_named_when_they_are_not_as_the_mode_has_them() -> None:
    """A rehearsal that speaks to the outside for real must not surprise anybody."""
    need = only(a_trial((1, c.SetCommunications, {"mode": "on", "reason": "suppliers take part"})))

    assert need.text == "Communications are ON: what is sent goes to everybody who subscribed."
    assert need.do == "callboard communications DR1 test --reason ..."


def test_a_party_that_left_leaves_work_without_an_owner() -> None:
    """The tasks are named, and how they are given to somebody."""
    need = only(a_trial((1, c.LeaveParty, {"party": "si", "reason": "insolvent"})))

    assert need.urgent
    assert need.text == "SI has left; nobody owns A."
    assert need.do == "callboard reassign DR1 A PARTY --reason ..."


def test_an_item_that_is_past_its_date_is_urgent_and_one_that_is_not_stands_elsewhere() -> None:
    """Conditions and accepted risks alike: a risk is open again once it has expired."""
    trial = Trial(MEETING)
    trial.start(1, "M")
    taken(
        trial,
        2,
        c.DecideGate,
        gate="G1",
        outcome="go_with_conditions",
        decided_by="sro",
        reason="good enough",
        conditions=(Condition(item="Send two files", owner="si", due=at(60)),),
        risks=(AcceptedRisk(risk="Slow EES", accepted_by="sro", expires=at(120)),),
    )

    assert needs(trial.state, at(59)) == ()
    assert [need.kind for need in needs(trial.state, at(121))] == ["item-overdue"] * 2
    condition, risk = needs(trial.state, at(121))
    assert condition.text == "G1-1-C1 (SI) was due Mon 12 Jan 2026 10:00 GMT: Send two files."
    assert risk.text == "G1-1-R1 (SRO) was accepted until Mon 12 Jan 2026 11:00 GMT: Slow EES."


def test_a_spoken_word_waits_for_its_signature() -> None:
    """Who said it, who heard it, who entered it."""
    trial = Trial(MEETING)
    trial.start(1, "M")
    spoken = {"on_behalf_of": "Sue", "witness": "Wim", "decided_by": "sro", "reason": "all is well"}

    taken(trial, 2, c.DecideGate, gate="G1", outcome="go", **spoken)

    assert only(trial).text == (
        "Sue has to sign for what was said at G1 for SRO "
        "(Mon 12 Jan 09:02 GMT, heard by Wim, entered by ann)."
    )
    assert only(trial).do == "callboard countersign DR1 G1 --by sro"


def test_a_check_that_turns_bad_at_a_passed_gate_is_urgent() -> None:
    """The go rests on something that no longer holds; it can be taken back until a task starts."""
    trial = Trial(CHECKED)
    trial.do(1, 2, "P")
    trial.start(3, "M")
    found = {"gate": "G1", "criterion": "DONE", "digest": "0" * 64}
    taken(trial, 3, c.RecordCheck, met=True, value="P is done", **found)
    trial.decide(4, "G1")
    taken(trial, 5, c.RecordCheck, met=False, value="P was reopened", **found)

    need = only(trial)

    assert need.urgent
    assert need.text == "DONE no longer holds at G1, which is passed: P was reopened."
    assert need.do == "callboard gate DR1 G1 withdraw --by ... --reason ..."


def test_a_gate_that_rests_on_who_left_must_be_looked_at_again() -> None:
    """The go stands, and somebody must say whether it still should."""
    trial = Trial(MEETING)
    trial.start(1, "M")
    trial.decide(2, "G1")
    taken(trial, 3, c.LeaveParty, party="sro", replaced_by="recco", reason="retired")

    need = only(trial)

    assert need.urgent
    assert need.text.startswith("G1 Gate G1 was passed and must be looked at again: sro has left")


def test_a_live_run_in_which_all_is_settled_wants_to_be_closed() -> None:
    """Loudly: until then it stands open, so that what is wrong can be put right."""
    trial = Trial(a_runbook(a_task("A")), mode="live")
    trial.do(0, 30, "A")
    need = only(trial)

    assert need.urgent
    assert need.text.startswith("EVERYTHING IS SETTLED")
    assert need.do == "callboard close DR1 --reason ..."


def test_a_run_that_is_over_needs_nobody() -> None:
    """What is left open then is told in its report."""
    trial = a_trial((1, c.StopStarts, {"reason": "x"}), (2, c.AbandonRun, {"reason": "enough"}))

    assert needs(trial.state, at(60)) == ()


def test_what_is_most_urgent_stands_first() -> None:
    """A screen is cut off below."""
    trial = a_trial(
        (1, c.SetCommunications, {"mode": "off", "reason": "a test"}),
        (2, c.CallRoll, {"title": "Start", "parties": ("si",)}),
        (3, c.StopStarts, {"reason": "x"}),
    )

    kinds = [need.kind for need in needs(trial.state, at(60))]

    assert kinds == ["starts-stopped", "roll-call", "communications"]


@pytest.mark.parametrize(
    "steps",
    [
        [(1, c.StopStarts, {"reason": "x"})],
        [(1, c.CallRoll, {"title": "Start", "parties": ("si",)})],
        [(1, c.LinkIncident, {"reference": "INC7", "summary": "slow"})],
        [(1, c.HandOverShift, {"desk": "si", "to": "Bob", "text": "late"})],
        [(1, c.RecordObservation, {"text": "seen", "party": "si"})],
        [(1, c.SetCommunications, {"mode": "on", "reason": "x"})],
        [(1, c.LeaveParty, {"party": "si", "reason": "x"})],
    ],
)
def test_every_command_that_is_named_exists(
    steps: list[tuple[float, type[Any], dict[str, Any]]],
) -> None:
    """What the board tells people to type is there to be typed."""
    known = {name for name, *_ in COMMANDS}

    for need in needs(a_trial(*steps).state, at(60)):
        assert need.do.split()[1] in known


def test_a_blocked_task_needs_somebody() -> None:
    """With since when, why, what or whom it needs, and the command that lifts it."""
    stuck = {"task": "A", "reason": "no access", "needs": "the data team"}

    need = only(a_trial((5, c.BlockTask, stuck)))

    assert (need.kind, need.urgent) == ("task-blocked", True)
    assert need.text == (
        "A Do A (SI) is BLOCKED since Mon 12 Jan 09:05 GMT: no access. It needs the data team."
    )
    assert need.do == "callboard unblock DR1 A --reason ..."


def test_each_blocked_copy_needs_somebody_of_its_own() -> None:
    """Each is lifted for itself."""
    trial = Trial(a_runbook(a_task("A", for_each="ldsos")))
    trial.start(1, "A")
    taken(trial, 5, c.BlockTask, task="A", reason="no file", parties=("north", "south"))

    found = needs(trial.state, at(60))

    assert [need.do for need in found] == [
        "callboard unblock DR1 A --for north --reason ...",
        "callboard unblock DR1 A --for south --reason ...",
    ]
    assert "(for NORTH)" in found[0].text
