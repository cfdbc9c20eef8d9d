"""What may be asked of a task, and when it is refused."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at


def refusal_of(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, c.Refusal)
    assert answer.hint
    return answer.code


def test_start_is_refused_before_the_predecessor_is_done() -> None:
    """A task does not start before its predecessors, and the refusal names them."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))

    answer = trial.ask(1, c.StartTask, task="B")

    assert refusal_of(answer) == "predecessors-open"
    assert "A" in str(answer)


def test_start_is_refused_before_the_not_before_time() -> None:
    """A not-before time holds even when every predecessor is done; the time is shown with zone."""
    trial = Trial(a_runbook(a_task("A", not_before="2026-01-12T10:00")))

    answer = trial.ask(59, c.StartTask, task="A")

    assert refusal_of(answer) == "too-early"
    assert "10:00 GMT" in str(answer)


def test_start_counts_the_lag_of_a_link() -> None:
    """A link with a lag of 15 minutes lets its task go 15 minutes after the finish."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", after=[{"task": "A", "lag": "15m"}])))
    trial.do(0, 10, "A")

    assert ready_at(trial.state, "B") == at(25)


def test_readiness_is_derived_from_the_last_predecessor() -> None:
    """A task is ready from the moment its last predecessor is done."""
    trial = Trial(a_runbook(a_task("A"), a_task("B"), a_task("C", "A", "B")))
    trial.do(0, 10, "A")
    assert task_state(trial.state, "C", at(11)) == "waiting"

    trial.do(5, 40, "B")

    assert ready_at(trial.state, "C") == at(40)
    assert task_state(trial.state, "C", at(40)) == "ready"


@pytest.mark.parametrize("kind", [c.CompleteTask, c.FailTask])
def test_ending_is_refused_for_what_is_not_running(kind: type) -> None:
    """What has not begun can neither be completed nor fail."""
    trial = Trial(a_runbook(a_task("A")))
    fields = {"reason": "broken"} if kind is c.FailTask else {}

    assert refusal_of(trial.ask(1, kind, task="A", **fields)) == "not-running"


def test_failed_task_can_be_started_again_with_its_history_kept() -> None:
    """A retry is a further attempt; the failed one stays in the record."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.start(0, "A")
    trial.ask(5, c.FailTask, task="A", reason="disk full")

    trial.do(6, 20, "A")

    outcomes = [attempt.outcome for attempt in trial.state.task("A").attempts]
    assert outcomes == ["failed", "done"]


def test_skip_needs_a_reason() -> None:
    """A task is never left out silently."""
    trial = Trial(a_runbook(a_task("A")))

    assert refusal_of(trial.ask(1, c.SkipTask, task="A", reason=" ")) == "reason-missing"


def test_skip_is_refused_while_predecessors_are_open() -> None:
    """Otherwise the successors of the skipped task would pass its predecessors."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B")))

    answer = trial.ask(1, c.SkipTask, task="B", reason="not needed")

    assert refusal_of(answer) == "predecessors-open"


def test_skip_is_refused_for_a_held_task() -> None:
    """What depends on a held task may not start, so it is not led around it."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.ask(0, c.HoldTask, task="A", reason="waiting for the vendor")

    assert refusal_of(trial.ask(1, c.SkipTask, task="A", reason="no vendor")) == "held"


def test_skip_is_refused_for_the_meeting_of_a_gate() -> None:
    """A gate cannot be passed by leaving its meeting out."""
    trial = Trial(a_runbook(a_task("M"), a_task("B", "M"), gates=[a_gate("G1", "M")]))

    assert refusal_of(trial.ask(1, c.SkipTask, task="M", reason="no time")) == "meeting"


def test_skipped_task_lets_its_successors_go() -> None:
    """A skipped task counts as settled."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.ask(3, c.SkipTask, task="A", reason="done last week")

    assert ready_at(trial.state, "B") == at(3)


def test_held_task_cannot_start_until_it_is_released() -> None:
    """A hold stops a task, and so the branch behind it; a release lets it go."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.ask(0, c.HoldTask, task="A", reason="waiting for the vendor")
    assert task_state(trial.state, "A", at(1)) == "held"
    assert refusal_of(trial.ask(1, c.StartTask, task="A")) == "held"

    trial.ask(2, c.ReleaseTask, task="A", reason="vendor is here")

    assert task_state(trial.state, "A", at(2)) == "ready"


def test_people_cannot_start_an_automated_task() -> None:
    """A machine's task is started by the engine; after a failure a person asks it to do so."""
    trial = Trial(a_runbook(a_task("A", run={"wait": {"for": "1m"}})))
    assert refusal_of(trial.ask(0, c.StartTask, task="A")) == "automated"

    assert not isinstance(trial.ask(0, c.StartTask, task="A", channel="engine"), c.Refusal)
    trial.ask(1, c.FailTask, task="A", reason="no answer", channel="engine")

    assert not isinstance(trial.ask(2, c.StartTask, task="A"), c.Refusal)
    assert task_state(trial.state, "A", at(2)) == "ready"


def test_outcome_of_one_attempt_does_not_count_for_another() -> None:
    """What is said of the first attempt is refused once the second is running."""
    trial = Trial(a_runbook(a_task("A")))
    trial.start(0, "A")
    trial.ask(1, c.FailTask, task="A", reason="disk full", attempt=1)
    trial.start(2, "A")

    assert refusal_of(trial.ask(3, c.CompleteTask, task="A", attempt=1)) == "other-attempt"

    assert not isinstance(trial.ask(3, c.CompleteTask, task="A", attempt=2), c.Refusal)


def test_note_has_a_longest_length() -> None:
    """A journal is no place for a whole log."""
    trial = Trial(a_runbook(a_task("A")))

    assert refusal_of(trial.ask(1, c.AddNote, text="x" * 4_001)) == "text-too-long"


def test_task_of_the_rollback_leg_is_not_mistaken_for_a_typing_error() -> None:
    """It is there, but only run once the run is turned back; nobody is sent to another task."""
    rollback = {"tasks": [a_task("R-1", always=True)]}
    trial = Trial(a_runbook(a_task("R-2"), rollback=rollback))

    answer = trial.ask(1, c.StartTask, task="R-1")

    assert refusal_of(answer) == "not-turned-back"
    assert "R-2" not in str(answer)


@pytest.mark.parametrize("text", ["\x1b[31mred", "bell\a", "null\0", "lone \ud8ff"])
def test_control_characters_are_refused(text: str) -> None:
    """A note is shown on terminals: it cannot steer them."""
    trial = Trial(a_runbook(a_task("A")))

    assert refusal_of(trial.ask(1, c.AddNote, text=text)) == "control-characters"


def test_outage_that_ends_after_the_scope_does_not_keep_a_run_open() -> None:
    """The last task opens an outage that nobody in scope closes: the run is over all the same."""
    outages = {"OUT": {"system": "EES", "opens": {"task": "A", "at": "finish"}}}
    trial = Trial(a_runbook(a_task("A"), outages=outages))

    trial.do(0, 5, "A")

    assert trial.state.status == "finished"
    assert trial.state.outage("OUT").is_open


def test_results_must_be_measured() -> None:
    """A task that measures something is not done without the figure."""
    trial = Trial(
        a_runbook(a_task("A", results=[{"id": "mpans", "unit": "count", "expected": 100}]))
    )
    trial.start(0, "A")
    assert refusal_of(trial.ask(5, c.CompleteTask, task="A")) == "results-missing"

    trial.done(6, "A", results={"mpans": 99})

    assert trial.state.task("A").results == {"mpans": 99}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_results_must_be_numbers(value: float) -> None:
    """Not-a-number is no measurement."""
    trial = Trial(a_runbook(a_task("A", results=[{"id": "mpans", "unit": "count"}])))
    trial.start(0, "A")

    answer = trial.ask(5, c.CompleteTask, task="A", results={"mpans": value})

    assert refusal_of(answer) == "bad-result"


def test_each_party_confirms_its_own_copy() -> None:
    """A `for_each` task is done when the last party of its group has confirmed."""
    trial = Trial(a_runbook(a_task("A", for_each="ldsos"), a_task("B", "A")))
    trial.start(0, "A")
    assert refusal_of(trial.ask(1, c.CompleteTask, task="A")) == "copies-open"

    trial.done(5, "A", parties=("north",))
    assert trial.state.task("A").progress == "running"
    assert refusal_of(trial.ask(6, c.CompleteTask, task="A", parties=("north",))) == (
        "already-confirmed"
    )
    trial.done(9, "A", parties=("south",))

    assert trial.state.task("A").settled_at == at(9)


def a_trial_with_an_outage() -> Trial:
    """A run whose task A takes EES out of service, and whose task B brings it back."""
    outage = {
        "system": "EES",
        "opens": {"task": "A", "at": "start"},
        "closes": {"task": "B", "at": "finish"},
    }
    return Trial(a_runbook(a_task("A"), a_task("B", "A"), outages={"OUT-EES": outage}))


def test_outage_opens_and_closes_with_its_tasks() -> None:
    """The start of one task opens an outage, the finish of another closes it."""
    trial = a_trial_with_an_outage()

    trial.do(1, 5, "A")
    assert trial.state.outage("OUT-EES").is_open
    trial.do(6, 9, "B")

    record = trial.state.outage("OUT-EES")
    assert (record.opened_at, record.closed_at) == (at(1), at(9))


def test_skip_is_refused_for_the_task_that_ends_an_open_outage() -> None:
    """An outage ends when the system is back, not when somebody leaves the task out."""
    trial = a_trial_with_an_outage()
    trial.do(1, 5, "A")

    assert refusal_of(trial.ask(6, c.SkipTask, task="B", reason="hurry")) == "closes-outage"


def test_run_closes_with_its_last_task() -> None:
    """The last finish ends the run, and nothing can happen in it afterwards."""
    trial = Trial(a_runbook(a_task("A")))
    trial.do(0, 5, "A")

    assert trial.state.status == "finished"
    assert refusal_of(trial.ask(6, c.AddNote, text="late thought")) == "run-closed"


def test_unknown_task_is_refused_with_near_matches() -> None:
    """A typing error gets a suggestion."""
    trial = Trial(a_runbook(a_task("M10-024")))

    answer = trial.ask(0, c.StartTask, task="M10-O24")

    assert refusal_of(answer) == "unknown-task"
    assert "M10-024" in str(answer)


def test_a_clock_that_steps_back_does_not_reorder_facts() -> None:
    """A fact never happens before the one recorded before it; the clock's word is kept."""
    trial = Trial(a_runbook(a_task("A"), a_task("B")))
    trial.start(10, "A")

    trial.start(8, "B")

    last = trial.facts[-1]
    assert isinstance(last.event, e.TaskStarted)
    assert (last.at, last.recorded_at) == (at(10), at(8))
