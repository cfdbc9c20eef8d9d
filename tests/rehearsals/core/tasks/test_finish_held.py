"""Links that hold the finish of a task (FF, SF): it may begin, and is not done before."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken


def held(link: str = "FF", lag: str = "0m", **changes: object) -> Trial:
    """A and B side by side; the finish of B is held by A."""
    after = [{"task": "A", "link": link, "lag": lag}]
    return Trial(a_runbook(a_task("A"), a_task("B", after=after, end=True, **changes)))


def test_it_is_not_done_before_the_other_is() -> None:
    """The refusal names the other and the lag, and when that is known the time."""
    trial = held("FF", "15m")
    trial.start(0, "B")
    refusal = refused(trial.ask(20, c.CompleteTask, task="B"))
    assert refusal.code == "finish-held"
    assert refusal.message == "B is not done before A is done and the lag of 15 min is over."

    trial.do(21, 40, "A")
    refusal = refused(trial.ask(50, c.CompleteTask, task="B"))
    assert refusal.message.endswith("is over, at Mon 12 Jan 2026 09:55 GMT.")
    trial.done(55, "B")
    assert trial.state.status == "finished"


def test_it_is_not_done_before_the_other_has_begun() -> None:
    """By a link from a start."""
    trial = held("SF", "10m")
    trial.start(0, "B")
    assert (
        "before A has begun and the lag" in refused(trial.ask(1, c.CompleteTask, task="B")).message
    )
    trial.start(5, "A")
    assert refused(trial.ask(14, c.CompleteTask, task="B")).code == "finish-held"
    trial.done(15, "B")


def test_a_lead_lets_it_be_done_before_the_other_is_likely_to_be() -> None:
    """Ten minutes before the likely end of what runs."""
    trial = held("FF", "-10m")
    trial.start(0, "A")
    trial.start(1, "B")
    refusal = refused(trial.ask(19, c.CompleteTask, task="B"))
    assert "A is done, or likely to be within 10 min, at" in refusal.message
    trial.done(20, "B")


def test_it_may_fail_all_the_same() -> None:
    """Only that it is done is held."""
    trial = held()
    trial.start(0, "B")
    taken(trial.ask(1, c.FailTask, task="B", reason="no space"))


def test_what_is_skipped_holds_nothing_more() -> None:
    """It is over from then on."""
    trial = held("FF", "10m")
    trial.start(0, "B")
    taken(trial.ask(5, c.SkipTask, task="A", reason="not needed"))
    trial.done(15, "B")


def test_the_last_copy_is_held() -> None:
    """The others are confirmed as they come."""
    trial = held(for_each="ldsos")
    trial.start(0, "B")
    trial.done(5, "B", parties=("north",))
    last = {"task": "B", "parties": ("south",)}
    assert refused(trial.ask(6, c.CompleteTask, **last)).code == "finish-held"
    trial.do(7, 20, "A")
    taken(trial.ask(20, c.CompleteTask, **last))
    assert trial.state.task("B").settled_at == at(20)


def test_all_copies_at_once_are_held() -> None:
    """Nothing of them is taken."""
    trial = held(for_each="ldsos")
    trial.start(0, "B")
    both = {"task": "B", "parties": ("north", "south")}
    assert refused(trial.ask(6, c.CompleteTask, **both)).code == "finish-held"
    assert not trial.state.task("B").confirmations


def test_an_unknown_outcome_is_held_too() -> None:
    """Somebody looked, and it was done; before the other it cannot have been."""
    trial = held(run={"wait": {}})
    taken(trial.ask(0, c.StartTask, task="B", channel="engine"))
    taken(trial.ask(1, c.MarkUnknown, task="B", channel="engine"))
    assert refused(trial.ask(2, c.CompleteTask, task="B")).code == "finish-held"


@pytest.mark.parametrize(("minute", "code"), [(10, "late-out-of-place"), (25, None)])
def test_an_end_that_is_entered_late_comes_after_what_holds_it(
    minute: int, code: str | None
) -> None:
    """The refusal names the other as its neighbour."""
    trial = held("FF", "5m")
    trial.start(0, "B")
    trial.do(1, 20, "A")
    answer = trial.ask(40, c.CompleteTask, task="B", happened_at=at(minute))
    if code is None:
        taken(answer)
    else:
        assert refused(answer).code == code
        assert "A was done and the lag of 5 minutes was over" in refused(answer).message


def test_an_end_that_is_entered_late_waits_for_what_has_not_happened() -> None:
    """Nobody can say that it was done before A is."""
    trial = held()
    trial.start(0, "B")
    answer = trial.ask(40, c.CompleteTask, task="B", happened_at=at(30))
    assert refused(answer).code == "finish-held"
