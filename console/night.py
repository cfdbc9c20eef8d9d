"""The night as it goes: what of a run's facts is worth a line, and a thread that prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from threading import Event, Thread

from console.opening import opened_run
from console.output import talk
from console.telling import sentence
from rehearsals.core import events as e
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from runbooks.clocktime import local, local_date, local_time
from runbooks.errors import CallboardError

#: Seconds between looks at the journal.
_EVERY = 0.1
_ALWAYS = (
    e.GateDecided,
    e.GateWithdrawn,
    e.OutageOpened,
    e.OutageClosed,
    e.TaskFailed,
    e.TaskOutcomeUnknown,
    e.TaskSkipped,
    e.TaskHeld,
    e.TaskReleased,
    e.RunClosed,
)
Say = Callable[[str], None]


class Night:
    """Tells a run's facts in lines for people, with a line for every new day and phase."""

    def __init__(self, state: RunState, *, verbose: bool) -> None:
        """`state` gives the runbook and the scope; what it says of progress is not looked at."""
        self._state = state
        self._verbose = verbose
        self._day = ""
        self._begun: set[str] = set()
        self._left: dict[str, set[str]] = {}
        #: Tasks that failed, or of which nobody knew, and that are not settled yet.
        self._stuck: set[str] = set()
        for task in state.index.tasks.values():
            self._left.setdefault(task.phase, set()).add(task.id)

    def tell(self, facts: Sequence[Fact]) -> Iterator[str]:
        """The lines of some more facts."""
        for fact in facts:
            for words in self._words(fact.event):
                yield from self._dated(fact, words)

    def pass_over(self, facts: Sequence[Fact]) -> None:
        """Facts that have been told before."""
        for fact in facts:
            list(self._words(fact.event))

    def _words(self, event: e.Event) -> Iterator[str]:
        if isinstance(event, e.TaskStarted):
            yield from self._phase_begins(event.task)
        goes_on = self._goes_on(event)
        if self._verbose or isinstance(event, _ALWAYS) or goes_on:
            yield sentence(event, self._state)
        if isinstance(event, (e.TaskFailed, e.TaskOutcomeUnknown)):
            yield from self._who_tries_again(event)
        if isinstance(event, (e.TaskFinished, e.TaskSkipped)):
            yield from self._phase_ends(event.task)
        if isinstance(event, e.GateWithdrawn):
            meeting = self._state.runbook.gate_by_id[event.gate].meeting
            self._left[self._phase_of(meeting)].add(meeting)

    def _who_tries_again(self, event: e.TaskFailed | e.TaskOutcomeUnknown) -> Iterator[str]:
        """Only a person has a machine's task tried again; simulated people need no telling."""
        task, run = self._state.index.tasks[event.task], self._state.run
        by_itself = isinstance(event, e.TaskOutcomeUnknown) and task.on_unknown == "retry"
        if task.run is None or by_itself or self._state.mode == "simulation":
            return
        yield (
            f"{task.id} waits for you: `callboard start {run} {task.id}` has it tried again; "
            f"see `callboard show {run}`."
        )

    def _goes_on(self, event: e.Event) -> bool:
        """Whether something becomes of a task that was stuck: it was said that it was."""
        match event:
            case e.TaskFailed() | e.TaskOutcomeUnknown():
                self._stuck.add(event.task)
            case e.TaskStarted() | e.RetryAsked():
                return event.task in self._stuck
            case e.TaskFinished() | e.TaskSkipped() if event.task in self._stuck:
                self._stuck.remove(event.task)
                return True
        return False

    def _phase_begins(self, task: str) -> Iterator[str]:
        phase = self._phase_of(task)
        if phase not in self._begun:
            self._begun.add(phase)
            yield f"{self._phase(phase)} begins ({_tasks(len(self._left[phase]))})."

    def _phase_ends(self, task: str) -> Iterator[str]:
        phase = self._phase_of(task)
        self._left[phase].discard(task)
        if not self._left[phase]:
            yield f"{self._phase(phase)} is done."

    def _phase_of(self, task: str) -> str:
        return self._state.index.tasks[task].phase

    def _phase(self, phase: str) -> str:
        title = self._state.runbook.all_phases[phase]
        return f"Phase {phase}" if title == phase else f"Phase {phase} {title}"

    def _dated(self, fact: Fact, words: str) -> Iterator[str]:
        zone = self._state.runbook.timezone
        day = local_date(fact.at, zone)
        if day != self._day:
            self._day = day
            yield " ".join(local(fact.at, zone).split()[:4])
        yield f"  {local_time(fact.at, zone)}  {words}"


@contextmanager
def telling(run: str, say: Say, *, verbose: bool, skip: int = 0) -> Iterator[None]:
    """Print the night of a run while what is inside plays it; the first `skip` facts are known."""
    over = Event()
    # The thread keeps to the surroundings of the command.
    follow = partial(copy_context().run, _follow, run, say, over, verbose, skip)
    thread = Thread(target=follow, name="night", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _follow(run: str, say: Say, over: Event, verbose: bool, skip: int) -> None:
    """A reader who has gone, or a journal that cannot be read, must not disturb the run."""
    try:
        _tell_all(run, say, over, verbose, skip)
    except BrokenPipeError:
        return
    except CallboardError as error:
        talk(f"The night cannot be shown any further: {error}")


def _tell_all(run: str, say: Say, over: Event, verbose: bool, skip: int) -> None:
    with opened_run(run) as (desk, name):
        night = Night(desk.state(name), verbose=verbose)
        facts = desk.facts(name)
        night.pass_over(facts[:skip])
        seen = skip
        while True:
            last = over.is_set()
            fresh = desk.facts(name, after=seen)
            seen += len(fresh)
            for line in night.tell(fresh):
                say(line)
            if last:
                return
            over.wait(_EVERY)


def _tasks(number: int) -> str:
    return f"{number} task{'' if number == 1 else 's'}"
