"""Tasks that stay locked until their participant's service activation is done."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.core.tasks.locks import locked_parties
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken


def migrating() -> Trial:
    """A locked task of north."""
    return Trial(a_runbook(a_task("MIG", party="north", locked_until_activated=True, end=True)))


def activating() -> Trial:
    """Service activation of each LDSO, then a task that each confirms, locked until then."""
    return Trial(
        a_runbook(
            a_task("ACT", for_each="ldsos", activates=True),
            a_task("MIG", for_each="ldsos", locked_until_activated=True, end=True),
        )
    )


def test_a_locked_task_waits() -> None:
    """It is not ready, and the refusal names the party and what to do."""
    trial = migrating()
    refusal = refused(trial.ask(1, c.StartTask, task="MIG"))

    assert task_state(trial.state, "MIG", at(1)) == "waiting"
    assert refusal.code == "locked"
    assert "callboard activate DR1 north" in refusal.hint


def test_activation_unlocks_from_its_moment() -> None:
    """It is ready from then on, so that waiting is not counted before."""
    trial = migrating()
    taken(trial.ask(10, c.ActivateParticipant, party="north", evidence="letter 7"))

    assert ready_at(trial.state, "MIG") == at(10)
    trial.start(11, "MIG")


def test_a_lock_is_no_question_of_sequence() -> None:
    """Nobody migrates before activation, not as a fact either."""
    answer = migrating().ask(1, c.StartOutOfSequence, task="MIG", reason="eager")

    assert refused(answer).code == "locked"


def test_the_lock_goes_with_the_owner() -> None:
    """Given to a party that is activated, the task is open."""
    trial = migrating()
    taken(trial.ask(1, c.ReassignTask, task="MIG", party="south", reason="they can"))
    taken(trial.ask(2, c.ActivateParticipant, party="south", evidence="letter 8"))

    trial.start(3, "MIG")


def test_a_service_activation_activates_each_party_with_its_copy() -> None:
    """In the same facts; the others stay locked."""
    trial = activating()
    trial.start(0, "ACT")
    answer = trial.ask(1, c.CompleteTask, task="ACT", parties=("north",))

    activated = e.ParticipantActivated(party="north", evidence="ACT is done.")
    assert activated in taken(answer)
    assert locked_parties(trial.state, "MIG") == ("south",)


def test_a_party_confirms_only_once_it_is_activated_itself() -> None:
    """The task begins with the first; each confirms its own copy after its own activation."""
    trial = activating()
    trial.start(0, "ACT")
    trial.done(1, "ACT", parties=("north",))
    trial.start(2, "MIG")
    trial.done(3, "MIG", parties=("north",))

    refusal = refused(trial.ask(4, c.CompleteTask, task="MIG", parties=("south",)))
    assert (refusal.code, "south" in refusal.message) == ("locked", True)


def test_an_activation_that_is_taken_back_locks_again() -> None:
    """As long as nothing relied on it."""
    trial = activating()
    trial.start(0, "ACT")
    trial.done(1, "ACT", parties=("north",))
    taken(trial.ask(2, c.ReopenTask, task="ACT", parties=("north",), reason="wrong certificate"))

    assert locked_parties(trial.state, "MIG") == ("north", "south")


def test_an_activation_that_was_relied_on_stays() -> None:
    """North has confirmed behind its lock."""
    trial = activating()
    trial.start(0, "ACT")
    trial.done(1, "ACT", parties=("north",))
    trial.start(2, "MIG")
    trial.done(3, "MIG", parties=("north",))
    again = trial.ask(4, c.ReopenTask, task="ACT", parties=("north",), reason="oh no")

    assert refused(again).code == "successors-begun"


def test_a_task_that_activates_its_owner() -> None:
    """Without copies it is the owner's activation; it is recorded before the run may end."""
    trial = Trial(a_runbook(a_task("ACT", party="north", activates=True, end=True)))
    trial.start(0, "ACT")
    kinds = [type(event) for event in taken(trial.ask(1, c.CompleteTask, task="ACT"))]

    assert kinds == [e.TaskFinished, e.ParticipantActivated, e.RunClosed]


def test_a_skipped_activation_activates_nobody() -> None:
    """It was not done."""
    trial = activating()
    taken(trial.ask(1, c.SkipTask, task="ACT", reason="no time"))

    assert not trial.state.activated


def test_nothing_is_activated_for_whom_nothing_is_locked() -> None:
    """It would open nothing; who has locked tasks is named."""
    answer = refused(migrating().ask(1, c.ActivateParticipant, party="si", evidence="letter 7"))

    assert answer.code == "nothing-locked"
    assert "north" in answer.hint


def test_activation_by_hand_stands_when_the_task_is_reopened() -> None:
    """It had evidence of its own; what came with the task goes with it."""
    trial = activating()
    taken(trial.ask(1, c.ActivateParticipant, party="north", evidence="letter 7"))
    trial.start(2, "ACT")
    trial.done(3, "ACT", parties=("north",))
    trial.done(4, "ACT", parties=("south",))
    taken(trial.ask(5, c.ReopenTask, task="ACT", reason="not so"))

    assert set(trial.state.activated) == {"north"}
