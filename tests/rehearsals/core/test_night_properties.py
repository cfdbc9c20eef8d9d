"""What no sequence of commands can bring about, of all the commands there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.apply import fold
from rehearsals.core.readiness import ready_at
from rehearsals.core.service import check_in_service
from rehearsals.core.settling import is_all_settled
from rehearsals.core.state import RunState
from rehearsals.core.tasks.starting import barred
from rehearsals.journal.codec import from_entry, to_entry
from runbooks.tasks import Link, WayBackTask
from tests.rehearsals.core.ends import Ends
from tests.rehearsals.core.nights import Night, for_any_night
from tests.rehearsals.core.sequences import Ask

FORWARD = e.TaskStarted | e.TaskFinished | e.TaskSkipped | e.RetryAsked | e.CopyConfirmed


@for_any_night
def test_nothing_starts_without_its_gate(night: Night) -> None:
    """Not even out of sequence: every gate before a task, near or far, stands passed then."""
    passed: set[str] = set()
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TaskStarted | e.TaskSkipped):
            assert _gates_before(ask.before, fact.event.task) <= passed
        _note_gates(passed, fact.event)


@for_any_night
def test_only_a_marked_fact_is_out_of_sequence(night: Night) -> None:
    """A task that starts before its predecessors are settled says so, for ever; no other does.

    Only that the start was a mistake, and never happened, takes the mark away.
    """
    settled = _Settled()
    marked: dict[str, int] = {}
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TaskStarted):
            task = fact.event.task
            if fact.event.out_of_sequence is None:
                for link in _links(ask.before, task):
                    assert _let_go(ask.before, settled, link, fact.at)
            else:
                ready, kept = ready_at(ask.before, task), barred(ask.before, task)
                out = check_in_service(ask.before, task, fact.at)
                assert ready is None or ready > fact.at or kept or out
                marked[task] = fact.event.attempt
        match fact.event:
            case e.EntryUndone(what="started", task=task, attempt=attempt):
                if marked.get(task) == attempt:
                    del marked[task]
            case _:
                pass
        settled.take(ask.before, fact)
    assert set(marked) == {key for key, task in night.state.tasks.items() if task.out_of_sequence}


@for_any_night
def test_nothing_goes_forward_after_turning_back(night: Night) -> None:
    """What was given up neither starts nor ends, but by entries of what was before."""
    given_up: dict[str, datetime] = {}
    done: set[str] = set()
    for _, fact in _facts(night):
        if isinstance(fact.event, FORWARD) and fact.event.task in given_up:
            assert fact.at < given_up[fact.event.task]
            if isinstance(fact.event, e.TaskFinished):
                done.add(fact.event.task)
        if isinstance(fact.event, e.TurnedBack):
            for task in fact.event.given_up:
                given_up.setdefault(task, fact.at)
    assert given_up.keys() - done == set(night.state.given_up)


@for_any_night
def test_nobody_turns_back_behind_the_point_of_no_return(night: Night) -> None:
    """Once an irreversible task has started there is no way back, only forward."""
    begun = False
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TurnedBack):
            assert not begun
        if isinstance(fact.event, e.TaskStarted):
            task = ask.before.runbook.task_by_id.get(fact.event.task)
            begun |= task is not None and task.irreversible


@for_any_night
def test_the_way_back_runs_what_was_touched_and_what_always_runs(night: Night) -> None:
    """A task of the leg is always done, or what it undoes has begun, or it ends an open outage.

    That is so the first time; turned back further, the leg also repeats what was done of it.
    """
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TurnedBack) and not ask.before.turned_back:
            for task in ask.before.runbook.way_back(fact.event.kind).tasks:
                must = task.always or _undoes_something(ask.before, task)
                may = must or _ends_an_outage(ask.before, fact.event, task)
                chosen = task.id in fact.event.leg
                assert may or not chosen
                assert chosen or not must or fact.event.systems


@for_any_night
def test_the_way_back_keeps_its_order(night: Night) -> None:
    """A task of the leg starts after all before it, also through those that are left out."""
    settled = _Settled()
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TaskStarted) and not fact.event.out_of_sequence:
            leg = {task for back in ask.before.turned_back for task in back.what.leg}
            if fact.event.task in leg:
                assert _leg_before(ask.before, fact.event.task, leg) <= set(settled.at)
        settled.take(ask.before, fact)


@for_any_night
def test_nothing_forward_starts_while_starts_are_stopped(night: Night) -> None:
    """Between the stop and its end only the way back goes on, and facts that are marked.

    A start from before the stop may still be entered late.
    """
    stopped_at: datetime | None = None
    for ask, fact in _facts(night):
        match fact.event:
            case e.StartsStopped():
                stopped_at = fact.at
            case e.StartsAllowed():
                stopped_at = None
            case e.TaskStarted(task=task, out_of_sequence=None) if stopped_at is not None:
                assert task not in ask.before.runbook.task_by_id or fact.at <= stopped_at
            case _:
                pass


@for_any_night
def test_no_held_task_starts_in_sequence(night: Night) -> None:
    """Whether it is held by itself or for a branch."""
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.TaskStarted) and not fact.event.out_of_sequence:
            assert ask.before.task(fact.event.task).held is None


@for_any_night
def test_what_is_entered_late_fits_between_its_neighbours(night: Night) -> None:
    """Every attempt ends after it began, and begins after the one before it ended."""
    for key, record in night.state.tasks.items():
        last = night.state.opened_at
        for attempt in record.attempts:
            if attempt.outcome == "undone":
                continue  # It never was: the right time of it may be earlier.
            assert attempt.started_at >= last, key
            last = attempt.ended_at or attempt.started_at
            assert last >= attempt.started_at
    for _, fact in _facts(night):
        assert fact.at <= max(fact.recorded_at, fact.at)


@for_any_night
def test_an_accepted_late_entry_is_not_in_the_future(night: Night) -> None:
    """And it stands in the journal at the time it names.

    What follows from it in a run that was turned back happens when it is heard of.
    """
    for ask in night.asks:
        if ask.command.happened_at and not ask.refused:
            assert ask.command.happened_at <= ask.now
            moments = {fact.at for fact in ask.facts}
            assert ask.command.happened_at in moments
            assert len(moments) == 1 or ask.before.turned_back


@for_any_night
def test_an_amendment_leaves_what_has_begun_alone(night: Night) -> None:
    """Tasks with attempts, or settled, are the same before and after it, links included."""
    for ask in night.asks:
        for fact in ask.facts:
            if isinstance(fact.event, e.AmendmentApproved):
                before = ask.before.runbook.task_by_id
                begun = [k for k, r in ask.before.tasks.items() if (r.attempts or r.settled)]
                after = _after(night, ask).runbook.task_by_id
                assert all(before[key] == after[key] for key in begun if key in before)


@for_any_night
def test_nobody_approves_an_own_amendment_in_live_mode(night: Night) -> None:
    """The second person is another one."""
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.AmendmentApproved) and ask.before.mode == "live":
            proposed = ask.before.amendments[fact.event.number - 1]
            assert fact.actor != proposed.by


@for_any_night
def test_a_party_that_left_says_nothing_more(night: Night) -> None:
    """Neither a vote, nor a decision, nor a copy, nor advice."""
    for ask, fact in _facts(night):
        gone = set(ask.before.left)
        match fact.event:
            case e.VoteCast(member=party) | e.CopyConfirmed(party=party):
                assert party not in gone
            case e.RecommendationMade(adviser=party):
                assert party not in gone
            case e.GateDecided(outcome="go" | "go_with_conditions", decided_by=parties):
                assert not gone & set(parties.split(", "))
            case _:
                pass


@for_any_night
def test_a_go_heard_its_advisers_and_its_checks(night: Night) -> None:
    """Each adviser has spoken or is put down as silent; each blocking check is met."""
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.GateDecided) and fact.event.outcome == "go":
            gate = ask.before.runbook.gate_by_id[fact.event.gate]
            record = ask.before.gate(gate.id)
            if not record.passed:
                heard = set(record.recommendations)
                assert set(gate.advised_by) - set(ask.before.left) <= heard
                for criterion in gate.criteria:
                    if criterion.check and criterion.blocking:
                        finding = record.checks[criterion.id]
                        assert finding.met or not finding.looked


@for_any_night
def test_open_items_stay_until_they_are_closed(night: Night) -> None:
    """Nothing that a decision left open disappears; what is closed names its evidence."""
    for before, after in zip(night.asks, night.asks[1:], strict=False):
        assert before.before.items.keys() <= after.before.items.keys()
    for item in night.state.items.values():
        assert item.closed_at is None or item.evidence.strip()


@for_any_night
def test_a_run_that_is_over_has_nothing_left_to_do(night: Night) -> None:
    """Finished, or turned back: all is settled or given up, and the way back is done.

    What turned back some systems only is turned back too if nothing else was left to do.
    """
    state = night.state
    if state.status in ("finished", "turned_back"):
        left = [key for key in state.index.tasks if not state.task(key).settled]
        assert set(left) <= state.given_up
        whole = any(not back.what.systems for back in state.turned_back)
        assert state.status == "turned_back" or not whole
        assert state.status == "finished" or state.given_up or whole


@for_any_night
def test_a_live_run_is_closed_by_hand_and_any_other_by_itself(night: Night) -> None:
    """With all settled, a live run stands open; whoever closes it then does not abandon it."""
    for ask, fact in _facts(night):
        if isinstance(fact.event, e.RunClosed):
            by_hand = isinstance(ask.command, c.AbandonRun)
            assert by_hand == (ask.before.mode == "live" or fact.event.outcome == "abandoned")
            if by_hand:
                assert is_all_settled(ask.before) == (fact.event.outcome != "abandoned")
    state = night.state
    assert state.mode == "live" or state.status != "open" or not is_all_settled(state)


@for_any_night
def test_the_count_of_what_is_settled_is_right(night: Night) -> None:
    """Reopening, undoing and amending keep it so."""
    state = night.state
    assert state.settled_count == sum(state.task(key).settled for key in state.index.tasks)


@for_any_night
def test_the_journal_gives_the_same_night_back(night: Night) -> None:
    """Every fact survives being written down and read, and folds into an equal state."""
    assert fold(from_entry(to_entry(fact)) for fact in night.facts) == night.state


@for_any_night
def test_every_refusal_says_why_and_what_next(night: Night) -> None:
    """A code, a sentence and a hint, always."""
    for ask in night.asks:
        if isinstance(ask.answer, c.Refusal):
            words = (ask.answer.code, ask.answer.message, ask.answer.hint)
            assert all(word.strip() for word in words)


def _facts(night: Night) -> Iterator[tuple[Ask, e.Fact]]:
    for ask in night.asks:
        for fact in ask.facts:
            yield ask, fact


def _after(night: Night, ask: Ask) -> RunState:
    place = night.asks.index(ask)
    later = night.asks[place + 1 :]
    return later[0].before if later else night.state


def _links(state: RunState, task: str) -> list[Link]:
    """The links that hold the start of a task, read off the runbook as it stands."""
    found = state.runbook.task_by_id.get(task)
    after = found.after if found else ()
    in_scope = [link for link in after if link.task in state.index.tasks]
    return [link for link in in_scope if link.link in ("FS", "SS")]


def _let_go(state: RunState, settled: _Settled, link: Link, moment: datetime) -> bool:
    """Whether a link lets its task start at a moment: its predecessor has ended, or begun."""
    lag = timedelta(seconds=link.lag)
    begun = state.task(link.task).started_at or settled.at.get(link.task)
    if link.link == "SS":
        return begun is not None and begun + max(lag, timedelta()) <= moment
    if link.lag < 0 and link.task not in {gate.meeting for gate in state.runbook.gates}:
        likely = timedelta(seconds=state.index.tasks[link.task].duration.likely)
        assert begun is not None
        return link.task in settled.at or begun + max(likely + lag, timedelta()) <= moment
    return settled.at[link.task] + max(lag, timedelta()) <= moment


def _gates_before(state: RunState, task: str) -> set[str]:
    """The gates in scope whose decision the start of a task waits for, near and far."""
    tasks = {one.id: one for one in state.runbook.tasks if one.id in state.index.tasks}
    if task not in tasks:
        return set()
    meetings = {gate.meeting: gate.id for gate in state.runbook.gates}
    before = Ends(tasks, meetings).before(task)
    return {meetings[name] for name, end in before if end == "finish" and name in meetings}


def _undoes_something(state: RunState, task: WayBackTask) -> bool:
    undone = {*task.undoes, *(t.id for t in state.runbook.tasks if t.undo == task.id)}
    begun = (a.outcome != "undone" for key in undone for a in state.task(key).attempts)
    return any(begun)


def _ends_an_outage(state: RunState, event: e.TurnedBack, task: WayBackTask) -> bool:
    ends = (
        outage.closed_on_way_back(event.kind)
        for key, outage in state.runbook.outages.items()
        if state.outage(key).is_open
    )
    return task.id in {edge.task for edge in ends if edge}


def _leg_before(state: RunState, task: str, leg: set[str]) -> set[str]:
    """The nearest tasks of the leg before one, looked for through those that are left out."""
    legs = (*state.runbook.rollback.tasks, *state.runbook.stand_down.tasks)
    after = {one.id: {link.task for link in one.after} for one in legs}

    def nearest(name: str) -> set[str]:
        return {name} if name in leg else set().union(*(nearest(other) for other in after[name]))

    return set().union(*(nearest(name) for name in after[task]))


def _note_gates(passed: set[str], event: e.Event) -> None:
    match event:
        case e.GateDecided(outcome="go" | "go_with_conditions", gate=gate):
            passed.add(gate)
        case e.GateWithdrawn(gate=gate):
            passed.discard(gate)
        case _:
            pass


class _Settled:
    """When tasks were settled, with all the ways in which that is taken back."""

    def __init__(self) -> None:
        self.at: dict[str, datetime] = {}

    def take(self, state: RunState, fact: e.Fact) -> None:
        match fact.event:
            case e.TaskFinished(task=task) | e.TaskSkipped(task=task):
                self.at[task] = fact.at
            case e.TaskReopened(task=task) | e.CopyWithdrawn(task=task) | e.EntryUndone(task=task):
                self._forget([task])
            case e.GateWithdrawn(gate=gate):
                self._forget([state.runbook.gate_by_id[gate].meeting])
            case _:
                pass

    def _forget(self, tasks: Iterable[str]) -> None:
        for task in tasks:
            self.at.pop(task, None)
