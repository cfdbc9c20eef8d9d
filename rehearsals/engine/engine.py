"""The engine on real time: looks at a run, does what it asks of machines, waits, looks again.

It is woken by the journal (somebody acted), by an outcome, or by the next thing that is due; a slow
tick is the belt. It can be killed at any moment: what it knows stands in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rehearsals.core.commands import AnyCommand, CompleteTask, Refusal
from rehearsals.engine.automation import Automation, refused_outcome
from rehearsals.engine.driver import Driver
from rehearsals.engine.lease import Hold

#: Seconds between looks at the journal's change counter, and the longest wait without a look.
POLL = 0.010
TICK = 1.0


class Engine(Driver):
    """Drives a run beside the people who act in it."""

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
            commands, due = automation.due(state, facts, self._desk.now_in(self._run))
            outcomes = automation.outcome_commands(state, self._take_ended())
            asked = self._ask((*outcomes, *commands), hold)
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
            if state.task(command.task).progress == "running"
        ]
        if failed:
            self._desk.submit_all(self._run, failed, fence=hold.lease)
        return True

    def _wait(self, due: datetime | None) -> None:
        waited = 0.0
        while waited < TICK:
            if self._wake.wait(POLL):
                self._wake.clear()
                return
            waited += POLL
            if self._desk.journal.changed() or (due and due <= self._desk.now_in(self._run)):
                return
