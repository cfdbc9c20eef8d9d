"""The engine on real time: looks at a run, does what it asks of machines, waits, looks again.

It is woken by the journal (somebody acted), by an outcome, or by the next thing that is due; a slow
tick is the belt. It can be killed at any moment: what it knows stands in the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import monotonic

from rehearsals.core.commands import AnyCommand, CompleteTask, Refusal
from rehearsals.desk import Answer, Desk
from rehearsals.engine.automation import Automation
from rehearsals.engine.driver import Driver
from rehearsals.engine.executor import Executor
from rehearsals.engine.followers import Follower
from rehearsals.engine.lease import Hold
from rehearsals.engine.outcomes import TOO_EARLY, refused_outcome

#: Seconds between looks at the journal's change counter, and the longest wait without a look.
POLL = 0.010
TICK = 1.0
#: Seconds of real time that a command which was refused rests before it is asked again: at first,
#: at most. A clock that was stepped back has them refused until it has come that far again.
REST, LONGEST_REST = 0.1, 30.0


class Engine(Driver):
    """Drives a run beside the people who act in it."""

    def __init__(
        self, *, desk: Desk, run: str, executor: Executor, followers: Sequence[Follower] = ()
    ) -> None:
        super().__init__(desk=desk, run=run, executor=executor, followers=followers)
        #: Commands that were refused: until when (monotonic seconds) they rest, and for how long.
        self._resting: dict[str, tuple[float, float]] = {}

    def _drive(self, automation: Automation, hold: Hold) -> None:
        self._ask(automation.adopt(self._desk.state(self._run)), hold)
        seen = 0
        while not self._stopping.is_set():
            facts = self._desk.facts(self._run, after=seen)
            seen += len(facts)
            state = self._desk.state(self._run)
            follow_up = self._follow()
            if state.status != "open":
                return
            now = self._desk.now_in(self._run)
            outcomes = automation.outcome_commands(state, self._take_ended(), now)
            commands, due = automation.due(state, facts, now)
            asked = self._ask((*outcomes, *self._rested(commands)), hold)
            automation.hand_over(self._desk.state(self._run))
            hold.keep()
            if not asked and not facts:
                self._wait(min((t for t in (due, follow_up) if t), default=None))

    def _ask(self, commands: Sequence[AnyCommand], hold: Hold) -> bool:
        if not commands:
            return False
        answers = self._desk.submit_all(self._run, commands, fence=hold.keep())
        state = self._desk.state(self._run)
        failed = [
            refused_outcome(command, answer)
            for command, answer in zip(commands, answers, strict=True)
            if isinstance(answer, Refusal) and isinstance(command, CompleteTask)
            if answer.code != TOO_EARLY and state.task(command.task).progress == "running"
        ]
        if failed:
            self._desk.submit_all(self._run, failed, fence=hold.lease)
        return self._note_refusals(commands, answers) or bool(failed)

    def _rested(self, commands: Sequence[AnyCommand]) -> Iterator[AnyCommand]:
        """The commands without those that were refused a moment ago."""
        now = monotonic()
        for command in commands:
            until, _ = self._resting.get(command.id, (0.0, 0.0))
            if until <= now:
                yield command

    def _note_refusals(self, commands: Sequence[AnyCommand], answers: Sequence[Answer]) -> bool:
        """Have what was refused rest, longer each time; whether anything was taken."""
        for command, answer in zip(commands, answers, strict=True):
            if isinstance(answer, Refusal):
                _, rested = self._resting.get(command.id, (0.0, REST / 2))
                rest = min(rested * 2, LONGEST_REST)
                self._resting[command.id] = (monotonic() + rest, rest)
            else:
                self._resting.pop(command.id, None)
        return not all(isinstance(answer, Refusal) for answer in answers)

    def _wait(self, due: datetime | None) -> None:
        waited = 0.0
        while waited < TICK:
            if self._wake.wait(POLL):
                self._wake.clear()
                return
            waited += POLL
            if self._desk.journal.changed() or (due and due <= self._desk.now_in(self._run)):
                return
