"""The night as it goes: what of a run's facts is worth a line; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from console.telling import sentence
from rehearsals.core import events as e
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from runbooks.clocktime import local, local_date, local_short, local_time

_ALWAYS = (
    e.GateDecided,
    e.GateWithdrawn,
    e.VoteTakenBack,
    e.OutageOpened,
    e.OutageClosed,
    e.TaskFailed,
    e.TaskOutcomeUnknown,
    e.TaskSkipped,
    e.TaskHeld,
    e.TaskReleased,
    e.CopyWithdrawn,
    e.TaskReopened,
    e.EntryUndone,
    e.BranchHeld,
    e.BranchReleased,
    e.TaskReassigned,
    e.GateReevaluated,
    e.StartsStopped,
    e.StartsAllowed,
    e.RollCalled,
    e.ShiftHandedOver,
    e.IncidentLinked,
    e.IncidentClosed,
    e.CommunicationsSet,
    e.PartyLeft,
    e.AmendmentProposed,
    e.AmendmentApproved,
    e.AmendmentRejected,
    e.TurningBackRecommended,
    e.TurnedBack,
    e.WayBackExtended,
    e.RunClosed,
)
#: After these there is a different plan to keep to.
NEW_PLAN = (e.AmendmentApproved, e.TurnedBack, e.WayBackExtended)


class Night:
    """Tells a run's facts in lines for people, with a line for every new day and phase."""

    def __init__(self, state: RunState, *, verbose: bool) -> None:
        """`state` gives the runbook and the scope; what it says of progress is not looked at."""
        self._verbose = verbose
        self._day = ""
        self._begun: set[str] = set()
        self._left: dict[str, set[str]] = {}
        #: Tasks that failed, or of which nobody knew, and that are not settled yet.
        self._stuck: set[str] = set()
        #: Tasks that are, or were, to be done.
        self._known: set[str] = set()
        self.look_at(state)

    def look_at(self, state: RunState) -> None:
        """Keep to the plan of a later state: amended, or with a way back to be run."""
        self._state = state
        for task in state.index.tasks.values():
            if task.id not in self._known:
                self._known.add(task.id)
                self._left.setdefault(task.phase, set()).add(task.id)

    def tell(self, facts: Sequence[Fact]) -> Iterator[str]:
        """The lines of some more facts."""
        for fact in facts:
            for words in self.words(fact):
                yield from self.dated(self.when(fact), words)

    def pass_over(self, facts: Sequence[Fact]) -> None:
        """Facts that have been told before."""
        for fact in facts:
            list(self.words(fact))

    def words(self, fact: Fact) -> Iterator[str]:
        """What is to be said of one more fact; all of it has to be taken."""
        event = fact.event
        if isinstance(event, e.TaskStarted):
            yield from self._phase_begins(event.task)
        goes_on = self._goes_on(event)
        if self._verbose or goes_on or _worth_a_line(fact):
            yield f"{self._late(fact)}{sentence(event, self._state)}"
        if isinstance(event, (e.TaskFailed, e.TaskOutcomeUnknown)):
            yield from self._who_tries_again(event)
        if isinstance(event, (e.TaskFinished, e.TaskSkipped)):
            yield from self._phase_ends(event.task)
        self._plan_changes(event)

    def _plan_changes(self, event: e.Event) -> None:
        """What is to be done again, or no longer."""
        match event:
            case e.GateWithdrawn():
                self._to_do(self._state.runbook.gate_by_id[event.gate].meeting)
            case e.TaskReopened() | e.CopyWithdrawn() | e.EntryUndone(what="finished" | "skipped"):
                self._to_do(event.task)
            case e.TurnedBack():
                for tasks in self._left.values():
                    tasks.difference_update(event.given_up)

    def _to_do(self, task: str) -> None:
        self._left.setdefault(self._phase_of(task), set()).add(task)

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
        left = self._left.setdefault(phase, set())
        left.discard(task)
        if not left:
            yield f"{self._phase(phase)} is done."

    def _phase_of(self, task: str) -> str:
        known = self._state.index.tasks.get(task)
        return known.phase if known else ""

    def _phase(self, phase: str) -> str:
        title = self._state.runbook.all_phases.get(phase, phase)
        return f"Phase {phase}" if title == phase else f"Phase {phase} {title}"

    def when(self, fact: Fact) -> datetime:
        """Where a fact stands (UTC): a late entry where it came in, so that time runs on."""
        return fact.recorded_at if fact.late else fact.at

    def dated(self, at: datetime, words: str) -> Iterator[str]:
        """A line under its day, at an instant (UTC)."""
        zone = self._state.runbook.timezone
        day = local_date(at, zone)
        if day != self._day:
            self._day = day
            yield " ".join(local(at, zone).split()[:4])
        yield f"  {local_time(at, zone)}  {words}"

    def _late(self, fact: Fact) -> str:
        if not fact.late:
            return ""
        return f"LATE ENTRY, happened {local_short(fact.at, self._state.runbook.timezone)}: "


def _worth_a_line(fact: Fact) -> bool:
    """What changes the night, or should worry somebody; a late entry, because it was missed."""
    if fact.late or isinstance(fact.event, _ALWAYS):
        return True
    match fact.event:
        case e.TaskStarted(out_of_sequence=str()):
            return True
        case e.CheckRecorded(met=False) | e.RollAnswered(present=False):
            return True
        case e.RecommendationMade(advice="no_go" | "none"):
            return True
        case _:
            return False


def _tasks(number: int) -> str:
    return f"{number} task{'' if number == 1 else 's'}"
