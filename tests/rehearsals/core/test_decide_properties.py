"""What no sequence of commands can bring about in a run and its tasks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.apply import fold_onto
from rehearsals.core.decide import decide
from runbooks.outages import Edge
from tests.rehearsals.core.reading import Ledger, Reading
from tests.rehearsals.core.sequences import Play, for_any_play


@for_any_play
def test_no_task_starts_before_its_predecessors(play: Play) -> None:
    """Whenever a task starts, all that its start waits for has ended or begun, lags and all."""
    reading = Reading(play)
    ledger = Ledger(reading)
    for fact in play.facts:
        if isinstance(fact.event, e.TaskStarted):
            assert ledger.reached(reading.ends.before(fact.event.task))
            for link in reading.links[fact.event.task]:
                assert link.link in ("FF", "SF") or fact.at >= ledger.lets_go_at(link)
        ledger.take([fact])


@for_any_play
def test_no_task_is_done_before_what_holds_its_finish(play: Play) -> None:
    """Whenever a task is done, what its finish waits for has ended or begun, lags and all."""
    reading = Reading(play)
    ledger = Ledger(reading)
    for fact in play.facts:
        if isinstance(fact.event, e.TaskFinished):
            assert ledger.reached(reading.ends.before(fact.event.task, "finish"))
            for link in reading.links[fact.event.task]:
                assert link.link in ("FS", "SS") or fact.at >= ledger.lets_go_at(link)
        ledger.take([fact])


@for_any_play
def test_no_task_starts_while_a_system_that_it_uses_is_out(play: Play) -> None:
    """Unless what brings the system back, or takes it out, comes behind the task itself."""
    reading = Reading(play)
    out: set[str] = set(reading.opened.open_outages)
    ledger = Ledger(reading)
    for fact in play.facts:
        match fact.event:
            case e.OutageOpened(outage=key):
                out.add(key)
            case e.OutageClosed(outage=key):
                out.discard(key)
            case e.TaskStarted(task=task):
                assert not [key for key in out if reading.is_kept_by(task, key, ledger, fact.at)]
            case _:
                pass
        ledger.take([fact])


@for_any_play
def test_no_task_starts_before_its_time(play: Play) -> None:
    """Neither before T+0 nor before the task's own not-before."""
    reading = Reading(play)
    for fact in play.facts:
        if isinstance(fact.event, e.TaskStarted):
            assert fact.at >= reading.earliest(fact.event.task)


@for_any_play
def test_no_task_is_skipped_before_its_predecessors(play: Play) -> None:
    """A skip lets nobody pass what is still open, or what would have kept it from ending."""
    reading = Reading(play)
    ledger = Ledger(reading)
    for fact in play.facts:
        if isinstance(fact.event, e.TaskSkipped):
            task = fact.event.task
            assert ledger.reached(reading.ends.before(task) | reading.ends.near(task, "finish"))
            for link in reading.links[task]:
                done = ledger.settled if link.link in ("FS", "FF") else ledger.begun
                assert link.task in done
        ledger.take([fact])


@for_any_play
def test_no_held_task_starts(play: Play) -> None:
    """Between hold and release a task does not start."""
    held = set()
    for fact in play.facts:
        match fact.event:
            case e.TaskHeld(task=task):
                held.add(task)
            case e.TaskReleased(task=task):
                held.remove(task)
            case e.TaskStarted(task=task):
                assert task not in held
            case _:
                pass


@for_any_play
def test_automated_tasks_are_started_by_the_engine_alone(play: Play) -> None:
    """A person asks for a retry at most; only what a machine does can end in the unknown."""
    reading = Reading(play)
    for fact in play.facts:
        match fact.event:
            case e.TaskStarted(task=task):
                assert reading.tasks[task].run is None or fact.channel == "engine"
            case e.RetryAsked(task=task) | e.TaskOutcomeUnknown(task=task):
                assert reading.tasks[task].run is not None
            case _:
                pass


@for_any_play
def test_attempts_are_numbered_and_run_one_at_a_time(play: Play) -> None:
    """Attempts count from 1, each begins after the last one has ended, and ends under its number.

    What was said of an unknown outcome may still be settled under the number of that attempt.
    """
    reading = Reading(play)
    last: Counter[str] = Counter()
    running: set[str] = set()
    unknown: set[str] = set()
    for fact in play.facts:
        match fact.event:
            case e.TaskStarted(task=task, attempt=attempt):
                assert task not in running
                last[task] += 1
                assert attempt == last[task]
                running.add(task)
                unknown.discard(task)
            case e.GateWithdrawn(gate=gate):
                last[reading.runbook.gate_by_id[gate].meeting] += 1
                running.add(reading.runbook.gate_by_id[gate].meeting)
            case e.TaskOutcomeUnknown(task=task, attempt=attempt):
                assert attempt == last[task]
                running.remove(task)
                unknown.add(task)
            case e.RetryAsked(task=task):
                assert task not in running
                assert last[task]
                unknown.discard(task)
            case (
                e.TaskFinished(task=task, attempt=attempt)
                | e.TaskFailed(task=task, attempt=attempt)
            ):
                assert task in running | unknown
                assert attempt == last[task]
                running.discard(task)
                unknown.discard(task)
            case _:
                pass
    for task in reading.tasks:
        numbers = [attempt.number for attempt in play.state.task(task).attempts]
        assert numbers == list(range(1, last[task] + 1))


@for_any_play
def test_what_is_said_of_one_attempt_counts_for_no_other(play: Play) -> None:
    """A command that names an attempt is taken only while that one is the last."""
    for ask in play.asks:
        command = ask.command
        if ask.refused:
            continue
        if isinstance(command, c.CompleteTask | c.FailTask | c.MarkUnknown) and command.attempt:
            assert len(ask.before.task(command.task).attempts) == command.attempt


@for_any_play
def test_a_task_for_each_is_done_when_each_has_confirmed_once(play: Play) -> None:
    """The last copy finishes the task, no sooner and no later, and nobody confirms twice."""
    reading = Reading(play)
    missing = {
        name: list(reading.runbook.groups[task.for_each])
        for name, task in reading.tasks.items()
        if task.for_each
    }
    for ask in play.asks:
        for fact in ask.facts:
            match fact.event:
                case e.CopyConfirmed(task=task, party=party):
                    missing[task].remove(party)
                case e.TaskFinished(task=task):
                    assert not missing.get(task)
                    missing.pop(task, None)
                case _:
                    pass
        assert all(missing.values())


@for_any_play
def test_facts_never_go_back_in_time(play: Play) -> None:
    """Facts are in order of happening, whatever the clock did, and what it said is kept."""
    happened = [fact.at for fact in play.facts]
    assert happened == sorted(happened)
    for ask in play.asks:
        assert all(fact.recorded_at == ask.now for fact in ask.facts)


@for_any_play
def test_a_refused_command_changes_nothing(play: Play) -> None:
    """Without the commands that were refused the run is the same, fact for fact."""
    state = play.asks[0].before
    for ask in play.asks:
        if not ask.refused:
            assert decide(state, ask.command, ask.now) == ask.facts
            state = fold_onto(state, ask.facts)
    assert state == play.state


@for_any_play
def test_a_refusal_says_why_and_what_next(play: Play) -> None:
    """A code, a sentence and a hint, always."""
    for ask in play.asks:
        if isinstance(ask.answer, c.Refusal):
            words = (ask.answer.code, ask.answer.message, ask.answer.hint)
            assert all(word.strip() for word in words)


@for_any_play
def test_an_accepted_command_yields_facts_that_carry_it(play: Play) -> None:
    """At least one fact, each with the command's id, its actor and its channel."""
    for ask in play.asks:
        if not ask.refused:
            command = ask.command
            carried = {(fact.command, fact.actor, fact.channel) for fact in ask.facts}
            assert carried == {(command.id, command.actor, command.channel)}


@for_any_play
def test_decide_is_deterministic(play: Play) -> None:
    """The same command, asked again of an equal state at the same time, is answered the same."""
    for ask in play.asks:
        assert decide(replace(ask.before), ask.command, ask.now) == ask.answer


@for_any_play
def test_a_run_is_finished_exactly_when_all_is_settled(play: Play) -> None:
    """The run finishes with the last task in scope, or the last outage that the clock closes."""
    reading = Reading(play)
    by_clock = {key for key, outage in reading.runbook.outages.items() if outage.from_}
    ledger = Ledger(reading)
    still_open: set[str] = set()
    for ask in play.asks:
        if ask.refused:
            continue
        ledger.take(ask.facts)
        events = [fact.event for fact in ask.facts]
        still_open |= {event.outage for event in events if isinstance(event, e.OutageOpened)}
        still_open -= {event.outage for event in events if isinstance(event, e.OutageClosed)}
        if not isinstance(ask.command, c.AbandonRun):
            all_done = set(ledger.settled) == set(reading.tasks) and not still_open & by_clock
            assert (e.RunClosed(outcome="finished") in events) == all_done


@for_any_play
def test_nothing_follows_the_end_of_a_run(play: Play) -> None:
    """RunClosed is the last fact, and every later command is refused."""
    closed = [isinstance(fact.event, e.RunClosed) for fact in play.facts]
    assert True not in closed[:-1]
    assert closed[-1] == (play.state.status != "open")
    for ask in play.asks:
        if ask.before.status != "open":
            assert ask.refused


@for_any_play
def test_an_outage_opens_once_and_closes_after_that(play: Play) -> None:
    """Never twice, and one that is open at the start of a stretch is not opened again."""
    opened = list(Reading(play).opened.open_outages)
    closed: list[str] = []
    for fact in play.facts:
        if isinstance(fact.event, e.OutageOpened):
            assert fact.event.outage not in opened
            opened.append(fact.event.outage)
        if isinstance(fact.event, e.OutageClosed):
            assert fact.event.outage in set(opened) - set(closed)
            closed.append(fact.event.outage)


@for_any_play
def test_an_outage_by_tasks_moves_with_its_tasks(play: Play) -> None:
    """It opens and closes at its edges alone; a finished run leaves none open that it closes."""
    reading = Reading(play)
    outages = reading.runbook.outages
    for ask in play.asks:
        events = [fact.event for fact in ask.facts]
        for event in events:
            if isinstance(event, e.OutageOpened | e.OutageClosed):
                outage = outages[event.outage]
                edge = outage.opens if isinstance(event, e.OutageOpened) else outage.closes
                assert edge is None or any(_is_at(edge, moved) for moved in events)
    for key, outage in outages.items():
        if play.state.status == "finished" and play.state.outage(key).is_open:
            assert not reading.closes_by_links(outage)


def _is_at(edge: Edge, event: e.Event) -> bool:
    kind = e.TaskStarted if edge.at == "start" else e.TaskFinished
    return isinstance(event, kind) and event.task == edge.task
