"""Tasks that change hands, and parties that drop out."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.presence import standing_in
from rehearsals.core.tasks.copies import copies_of
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from tests.rehearsals.core.answers import refused, taken


def a_night() -> Trial:
    """A of si, then B that north and south confirm, then C of north."""
    return Trial(
        a_runbook(
            a_task("A"),
            a_task("B", "A", for_each="ldsos"),
            a_task("C", "B", party="north", end=True),
        )
    )


def test_a_task_is_given_to_another_party() -> None:
    """The runbook stays as it is; the run knows whose it is now."""
    trial = a_night()
    taken(trial.ask(1, c.ReassignTask, task="A", party="recco", reason="they can"))

    assert trial.state.owner("A") == "recco"


def test_who_did_a_task_is_not_changed() -> None:
    """A settled task keeps its owner."""
    trial = a_night()
    trial.do(0, 1, "A")

    refusal = refused(trial.ask(2, c.ReassignTask, task="A", party="recco", reason="no"))
    assert refusal.code == "already-done"


def test_a_task_is_not_given_to_who_has_left() -> None:
    """The refusal says who took over."""
    trial = a_night()
    taken(trial.ask(1, c.LeaveParty, party="recco", reason="out", replaced_by="sro"))

    refusal = refused(trial.ask(2, c.ReassignTask, task="A", party="recco", reason="no"))
    assert (refusal.code, "sro" in refusal.hint) == ("party-left", True)


def test_who_takes_over_gets_what_is_still_to_do() -> None:
    """In one go, in runbook order; what is done stays with who did it."""
    trial = a_night()
    trial.do(0, 1, "A")
    events = taken(trial.ask(2, c.LeaveParty, party="north", reason="out", replaced_by="recco"))

    assert isinstance(events[0], e.PartyLeft)
    assert isinstance(events[1], e.TaskReassigned)
    assert trial.state.owner("C") == "recco"


def test_a_copy_is_asked_of_who_takes_over() -> None:
    """And confirmed in its own name."""
    trial = a_night()
    trial.do(0, 1, "A")
    trial.start(2, "B")
    taken(trial.ask(3, c.LeaveParty, party="north", reason="out", replaced_by="recco"))
    assert copies_of(trial.state, "B") == ("recco", "south")
    trial.done(4, "B", parties=("south", "recco"))

    assert trial.state.task("B").settled


def test_who_has_left_confirms_nothing() -> None:
    """Its copy is not its own any more."""
    trial = a_night()
    trial.do(0, 1, "A")
    trial.start(2, "B")
    taken(trial.ask(3, c.LeaveParty, party="north", reason="out"))

    answer = trial.ask(4, c.CompleteTask, task="B", parties=("north",))
    assert refused(answer).code == "party-left"


def test_a_copy_that_nobody_takes_over_falls_away() -> None:
    """The task then waits for `done`: it does not finish behind people's backs."""
    trial = a_night()
    trial.do(0, 1, "A")
    trial.start(2, "B")
    trial.done(3, "B", parties=("south",))
    taken(trial.ask(4, c.LeaveParty, party="north", reason="out"))
    assert not trial.state.task("B").settled
    trial.done(5, "B")

    assert trial.state.task("B").settled


def test_a_confirmed_copy_stands_when_its_party_leaves() -> None:
    """What north did is done."""
    trial = a_night()
    trial.do(0, 1, "A")
    trial.start(2, "B")
    trial.done(3, "B", parties=("north",))
    taken(trial.ask(4, c.LeaveParty, party="north", reason="out", replaced_by="recco"))

    assert copies_of(trial.state, "B") == ("north", "south")


def test_a_stand_in_that_leaves_is_replaced_in_turn() -> None:
    """The last one that is still there counts."""
    trial = a_night()
    taken(trial.ask(1, c.LeaveParty, party="north", reason="out", replaced_by="recco"))
    taken(trial.ask(2, c.LeaveParty, party="recco", reason="out", replaced_by="sro"))

    assert standing_in(trial.state, "north") == "sro"
    assert trial.state.owner("C") == "sro"


def test_nobody_leaves_twice_or_replaces_itself() -> None:
    """Nor does somebody who has left take over."""
    trial = a_night()
    same = trial.ask(1, c.LeaveParty, party="north", reason="out", replaced_by="north")
    taken(trial.ask(1, c.LeaveParty, party="north", reason="out"))
    again = trial.ask(2, c.LeaveParty, party="north", reason="out")
    heir = trial.ask(2, c.LeaveParty, party="south", reason="out", replaced_by="north")

    assert [refused(answer).code for answer in (same, again, heir)] == [
        "same-party",
        "party-left",
        "party-left",
    ]


def test_who_takes_over_may_be_named_later() -> None:
    """Once: what the party left behind goes to it then."""
    trial = a_night()
    taken(trial.ask(1, c.LeaveParty, party="north", reason="out"))
    assert trial.state.owner("C") == "north"
    taken(trial.ask(2, c.LeaveParty, party="north", reason="found one", replaced_by="recco"))
    assert trial.state.owner("C") == "recco"

    third = trial.ask(3, c.LeaveParty, party="north", reason="another", replaced_by="sro")
    assert refused(third).code == "party-left"


def test_gates_are_looked_at_again() -> None:
    """A gate whose decider leaves is named in the same facts."""
    gates = [a_gate("G1", "M", criteria=[])]
    trial = Trial(a_runbook(a_task("M", end=True), gates=gates))
    events = taken(trial.ask(1, c.LeaveParty, party="sro", reason="out", replaced_by="recco"))

    assert [event.gate for event in events if isinstance(event, e.GateReevaluated)] == ["G1"]
