"""Saying that a task cannot go on: it asks for somebody, and stops nothing."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.state import Block, RunState
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.nights import Night, for_any_night

NO_ACCESS = {"task": "A", "reason": "no access"}


def _trial(**changes: Any) -> Trial:
    return Trial(a_runbook(a_task("A", **changes), a_task("B", "A")))


def _blocked(minutes: float = 2, **changes: Any) -> Trial:
    trial = _trial(**changes)
    trial.start(1, "A")
    trial.ask(minutes, c.BlockTask, **NO_ACCESS, needs="the data team")
    return trial


def _code(answer: object) -> str:
    return answer.code if isinstance(answer, c.Refusal) else "taken"


def _blocks(state: RunState, task: str = "A") -> tuple[Block, ...]:
    return state.task(task).blocks


def test_a_running_task_that_is_blocked_runs_on() -> None:
    """Why, what it needs, since when and who said so are kept; nothing else changes."""
    trial = _blocked()

    assert trial.state.task("A").progress == "running"
    assert _blocks(trial.state) == (
        Block(reason="no access", needs="the data team", at=at(2), by="ann"),
    )


def test_a_ready_task_that_is_blocked_may_be_started() -> None:
    """A block is no hold; the start answers it."""
    trial = _trial()
    trial.ask(1, c.BlockTask, **NO_ACCESS)
    trial.start(2, "A")

    assert trial.state.task("A").progress == "running"
    assert _blocks(trial.state) == ()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(c.CompleteTask, {}), (c.FailTask, {"reason": "broken"}), (c.UnblockTask, {"reason": "here"})],
)
def test_what_ends_or_unblocks_a_task_lifts_the_block(
    kind: type[c.AnyCommand], fields: dict[str, str]
) -> None:
    """Nobody has to say twice that it goes on."""
    trial = _blocked()
    trial.ask(3, kind, task="A", **fields)

    assert _blocks(trial.state) == ()


def test_a_blocked_task_that_is_skipped_is_blocked_no_longer() -> None:
    """It will not be done, so it needs nobody."""
    trial = _trial()
    trial.ask(1, c.BlockTask, **NO_ACCESS)
    trial.ask(2, c.SkipTask, task="A", reason="not needed")

    assert trial.state.task("A").progress == "skipped"
    assert _blocks(trial.state) == ()


def test_only_what_is_ready_or_running_is_blocked() -> None:
    """What waits, is held or is over shows already why it does not go on."""
    trial = _trial()
    waiting = trial.ask(1, c.BlockTask, task="B", reason="no access")
    trial.do(2, 3, "A")
    done = trial.ask(4, c.BlockTask, **NO_ACCESS)
    trial.ask(5, c.HoldTask, task="B", reason="wait")
    held = trial.ask(6, c.BlockTask, task="B", reason="no access")

    assert [_code(answer) for answer in (waiting, done, held)] == [
        "not-ready",
        "already-done",
        "held",
    ]


def test_a_block_needs_a_reason_and_is_said_once() -> None:
    """What it needs may be unknown yet."""
    trial = _trial()
    silent = trial.ask(1, c.BlockTask, task="A", reason=" ")
    trial.ask(2, c.BlockTask, **NO_ACCESS)
    twice = trial.ask(3, c.BlockTask, **NO_ACCESS)

    assert (_code(silent), _code(twice)) == ("reason-missing", "already-blocked")


def test_what_is_not_blocked_is_not_unblocked() -> None:
    """Whoever meant another task learns it."""
    assert _code(_trial().ask(1, c.UnblockTask, **NO_ACCESS)) == "not-blocked"


def test_parties_are_blocked_with_their_copies_one_by_one() -> None:
    """A party's confirmation lifts its own block, and no other."""
    trial = _trial(for_each="ldsos")
    trial.start(1, "A")
    trial.ask(2, c.BlockTask, **NO_ACCESS, parties=("north",))
    trial.ask(3, c.BlockTask, **NO_ACCESS, parties=("south",))
    trial.ask(4, c.CompleteTask, task="A", parties=("north",))

    assert [block.party for block in _blocks(trial.state)] == ["south"]


def test_only_copies_that_are_missing_are_blocked() -> None:
    """A party without a copy has nothing that could go on; one task is one task."""
    trial = _trial(for_each="ldsos")
    trial.start(1, "A")

    assert _code(trial.ask(2, c.BlockTask, **NO_ACCESS, parties=("recco",))) == "no-copy"
    assert _code(_trial().ask(2, c.BlockTask, **NO_ACCESS, parties=("si",))) == "not-for-each"
    assert _code(trial.ask(3, c.UnblockTask, **NO_ACCESS, parties=("north",))) == "not-blocked"


def test_a_party_that_leaves_takes_its_block_along() -> None:
    """Nobody is asked to help with a copy that nobody makes."""
    trial = _trial(for_each="ldsos")
    trial.start(1, "A")
    trial.ask(2, c.BlockTask, **NO_ACCESS, parties=("north", "south"))
    trial.ask(3, c.LeaveParty, party="north", reason="insolvent")

    assert [block.party for block in _blocks(trial.state)] == ["south"]


def test_a_block_is_entered_late_where_it_happened() -> None:
    """After the start that it came after, and not before it."""
    trial = _trial()
    trial.start(5, "A")
    early = trial.ask(9, c.BlockTask, **NO_ACCESS, happened_at=at(4))
    trial.ask(9, c.BlockTask, **NO_ACCESS, happened_at=at(6))

    assert _code(early) == "late-out-of-place"
    assert _blocks(trial.state)[0].at == at(6)


def test_it_is_not_lifted_before_it_was_said() -> None:
    """Late entries keep their order."""
    trial = _blocked(minutes=5)

    answer = trial.ask(9, c.UnblockTask, **NO_ACCESS, happened_at=at(4))

    assert _code(answer) == "late-out-of-place"


def test_a_start_that_is_entered_late_does_not_answer_what_was_said_after_it() -> None:
    """The task had begun, and was blocked then; who said so did not know of the start."""
    trial = _trial()
    trial.ask(5, c.BlockTask, **NO_ACCESS)
    trial.ask(9, c.StartTask, task="A", happened_at=at(1))

    assert trial.state.task("A").progress == "running"
    assert len(_blocks(trial.state)) == 1


@for_any_night
def test_only_what_can_still_be_done_is_blocked(night: Night) -> None:
    """Whatever happens on a night: nothing that is over, and nothing that was given up."""
    for task, record in night.state.tasks.items():
        assert not record.blocks or record.progress in ("open", "running")
        assert not record.blocks or task not in night.state.given_up
