"""What no night can bring about by holding, reopening, undoing, or telling late or out of turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import due_at
from rehearsals.core.state import Attempt, RunState, TaskRecord
from rehearsals.core.tasks.holding import frontier_of
from runbooks.tasks import Link
from tests.rehearsals.core.nights import Night, for_any_night
from tests.rehearsals.core.sequences import Ask

TakenBack = e.TaskReopened | e.EntryUndone | e.CopyWithdrawn
_ENTRIES: dict[e.Undone, type[e.Event]] = {
    "started": e.TaskStarted,
    "finished": e.TaskFinished,
    "failed": e.TaskFailed,
    "skipped": e.TaskSkipped,
}


@for_any_night
def test_every_task_is_ready_then_started_then_ended(night: Night) -> None:
    """Whatever was entered late or taken back; only what is marked began before its turn."""
    state = night.state
    for task_id, record in state.tasks.items():
        newest = _newest(record)
        if newest is None:
            continue
        assert newest.ended_at is None or newest.started_at <= newest.ended_at
        if newest.out_of_sequence is None and task_id in state.index.forward:
            for link in state.index.before[task_id]:
                ahead, lag = state.task(link.task), timedelta(seconds=max(link.lag, 0))
                if link.link == "FS" and link.lag >= 0 and ahead.settled_at is not None:
                    assert ahead.settled_at + lag <= newest.started_at
                if link.link == "SS" and ahead.started_at is not None:
                    assert ahead.started_at + lag <= newest.started_at
        if record.progress == "done" and newest.ended_at:
            assert all(copy.at <= newest.ended_at for copy in record.confirmations.values())


@for_any_night
def test_a_start_in_its_turn_was_ready_at_its_own_time(night: Night) -> None:
    """Also where that time is another than the time of the entry."""
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TaskStarted) and fact.event.out_of_sequence is None:
            due = due_at(ask.before, fact.event.task)
            assert due is not None
            assert due <= fact.at
            for key in ask.before.index.kept_by.get(fact.event.task, ()):
                outage = ask.before.outage(key)
                over = outage.closed_at is not None and outage.closed_at <= fact.at
                to_come = outage.opened_at is None or fact.at < outage.opened_at
                assert over or to_come or _nothing_closes(ask.before, key, fact.at)


@for_any_night
def test_outages_close_after_they_open(night: Night) -> None:
    """A late entry does not end what had not begun."""
    for outage in night.state.outages.values():
        if outage.opened_at and outage.closed_at:
            assert outage.opened_at <= outage.closed_at


@for_any_night
def test_a_decision_is_not_older_than_what_it_rests_on(night: Night) -> None:
    """Evidence and votes that stood when it was entered had been brought by then."""
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.GateDecided) and ask.command.happened_at:
            gate = ask.before.gate(fact.event.gate)
            heard = [shown.at for shown in gate.evidence.values()]
            heard += [vote.at for vote in gate.votes.values()]
            heard += [found.at for found in gate.checks.values()]
            assert max(heard, default=fact.at) <= fact.at


@for_any_night
def test_nothing_that_was_relied_on_is_taken_back(night: Night) -> None:
    """Nothing that it held has happened, except where the whole run is turned back further."""
    for ask in night.asks:
        if any(isinstance(fact.event, e.TurnedBack) for fact in ask.facts):
            continue
        for fact in ask.facts:
            if isinstance(fact.event, TakenBack):
                for link, successor in _links_behind(ask.before, fact.event.task):
                    record = ask.before.task(successor)
                    if link.link in ("SS", "SF") and not _takes_back_a_start(fact.event):
                        continue
                    holds_start = link.link in ("FS", "SS")
                    assert not record.settled
                    assert record.progress == "open" or not holds_start


@for_any_night
def test_undoing_restores_what_was_before_the_entry(night: Night) -> None:
    """The task's progress and its settling are those before the entry that is undone.

    A late word about a task that was given up undoes that it was stopped, and then says how it
    really ended: that is another matter.
    """
    for place, ask in enumerate(night.asks):
        for fact in ask.facts:
            if isinstance(ask.command, c.UndoEntry) and isinstance(fact.event, e.EntryUndone):
                task = fact.event.task
                before = _before_entry(night.asks[:place], fact.event)
                after = _after(night, place).task(task)
                if before is not None:
                    was = before.task(task)
                    assert (after.progress, after.settled_at) == (was.progress, was.settled_at)


@for_any_night
def test_history_only_grows(night: Night) -> None:
    """Taking back takes no attempt away, and numbers are never given twice."""
    for before, after in _states(night):
        for task_id, record in before.tasks.items():
            assert len(record.attempts) <= len(after.task(task_id).attempts)
    for record in night.state.tasks.values():
        numbers = [attempt.number for attempt in record.attempts]
        assert numbers == list(range(1, len(numbers) + 1))


@for_any_night
def test_a_held_branch_is_held_all_along_its_frontier(night: Night) -> None:
    """Right after it was held, nothing that is next behind the task may start."""
    for place, ask in enumerate(night.asks):
        for fact in ask.facts:
            if isinstance(fact.event, e.BranchHeld):
                after = _after(night, place)
                frontier = frontier_of(after, fact.event.task)
                assert all(after.task(task).held for task in frontier)


@for_any_night
def test_releasing_a_branch_releases_nothing_else(night: Night) -> None:
    """What was held alone, or for another branch, stays held."""
    for place, ask in enumerate(night.asks):
        for fact in ask.facts:
            if isinstance(fact.event, e.BranchReleased):
                after = _after(night, place)
                for task_id, record in ask.before.tasks.items():
                    if record.held and record.held_for != fact.event.task:
                        assert after.task(task_id).held == record.held


@for_any_night
def test_a_mark_goes_only_with_the_start_it_stands_for(night: Night) -> None:
    """Out of sequence is for ever, unless the start itself is undone."""
    for before, after in _states(night):
        for task_id, record in before.tasks.items():
            if record.out_of_sequence and not after.task(task_id).out_of_sequence:
                assert record.attempts[-1].out_of_sequence
                assert after.task(task_id).attempts[-1].outcome == "undone"


def _newest(record: TaskRecord) -> Attempt | None:
    real = [attempt for attempt in record.attempts if attempt.outcome != "undone"]
    return real[-1] if real and record.progress != "open" else None


def _facts(night: Night) -> Iterator[tuple[Ask, e.Fact]]:
    for ask in night.asks:
        for fact in ask.facts:
            yield ask, fact


def _states(night: Night) -> Iterator[tuple[RunState, RunState]]:
    for place, ask in enumerate(night.asks):
        yield ask.before, _after(night, place)


def _after(night: Night, place: int) -> RunState:
    return night.asks[place + 1].before if place + 1 < len(night.asks) else night.state


def _before_entry(asks: list[Ask], undone: e.EntryUndone) -> RunState | None:
    """The state before the newest entry of the kind that is undone; None of a late word."""
    kind = _ENTRIES[undone.what]
    for ask in reversed(asks):
        for fact in ask.facts:
            if isinstance(fact.event, kind) and getattr(fact.event, "task", "") == undone.task:
                # It was told of what had been given up: nothing stood before it.
                return None if undone.task in ask.before.given_up else ask.before
    return None


def _links_behind(state: RunState, task: str) -> Iterator[tuple[Link, str]]:
    """The links from a task, each with the task that it holds."""
    for successor, links in state.index.before.items():
        for link in links:
            if link.task == task:
                yield link, successor


def _takes_back_a_start(event: TakenBack) -> bool:
    match event:
        case e.CopyWithdrawn():
            return False
        case e.EntryUndone(what=what):
            return what != "finished"
        case _:
            return True


def _nothing_closes(state: RunState, outage: str, moment: datetime) -> bool:
    """Whether what would close an outage is past or given up, or its time is over."""
    fixed = state.index.fixed_outages.get(outage)
    if fixed is not None:
        return fixed[1] <= moment
    for (task, end), keys in state.index.closes.items():
        if outage in keys and task in state.index.tasks and task not in state.given_up:
            record = state.task(task)
            if not record.settled and (end == "finish" or record.progress != "running"):
                return False
    return True
