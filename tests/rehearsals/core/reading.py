"""What the properties know of a run by themselves: read off its runbook and facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from rehearsals.core import events as e
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.moments import LocalTime, Moment
from runbooks.outages import Outage
from tests.rehearsals.core.sequences import Play


class Reading:
    """The structure of a run within its scope, read off the runbook that its journal carries."""

    def __init__(self, play: Play) -> None:
        opened = play.facts[0].event
        assert isinstance(opened, e.RunOpened)
        self.opened = opened
        self.runbook: Runbook = play.state.runbook
        self.tasks = {t.id: t for t in self.runbook.tasks if t.id in opened.scope}
        self.links = {
            name: {link.task: timedelta(seconds=link.lag) for link in task.after}
            for name, task in self.tasks.items()
        }
        for lags in self.links.values():
            for name in set(lags) - set(self.tasks):
                del lags[name]
        self.gates = {
            gate.meeting: gate for gate in self.runbook.gates if gate.meeting in self.tasks
        }

    def everything_before(self, task: str) -> set[str]:
        """All tasks in scope that come before one, near and far."""
        near = set(self.links[task])
        return near.union(*(self.everything_before(name) for name in near))

    def gates_before(self, task: str) -> set[str]:
        """The gates that one must have passed to come to a task, near and far."""
        return {self.gates[name].id for name in self.everything_before(task) & set(self.gates)}

    def closes_by_links(self, outage: Outage) -> bool:
        """Whether the run closes an outage, and by its links not before it has been opened."""
        opener, closer = outage.opens, outage.closes
        if opener is None or closer is None or closer.task not in self.tasks:
            return False
        opens_before = {closer.task} | self.everything_before(closer.task)
        return opener.task in opens_before or opener.task not in self.tasks

    def earliest(self, task: str) -> datetime:
        """The instant before which the runbook lets no task, or not this one, start."""
        start = self._instant(self.runbook.start)
        not_before = self.tasks[task].not_before
        return max(start, self._instant(not_before)) if not_before else start

    def voters(self, gate: Gate) -> set[str]:
        """The parties that decide a gate, and nobody else."""
        return {gate.decider} if gate.decider else set(self.runbook.members_of(gate.members))

    def _instant(self, moment: Moment) -> datetime:
        if isinstance(moment, LocalTime):
            return moment.instant(self.runbook.timezone)
        return self._instant(self.runbook.start) + timedelta(seconds=moment.seconds)


class Ledger:
    """When tasks were settled and which gates stand passed, fact by fact."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.settled: dict[str, datetime] = {}
        self.passed: set[str] = set()
        self.touched: set[str] = set()

    def take(self, facts: Iterable[e.Fact]) -> None:
        """Note some more facts."""
        for fact in facts:
            self._take(fact.event, fact.at)

    def _take(self, event: e.Event, at: datetime) -> None:
        match event:
            case e.TaskStarted():
                self.touched.add(event.task)
            case e.TaskFinished() | e.TaskSkipped():
                self.touched.add(event.task)
                self.settled[event.task] = at
            case e.GateDecided(outcome="go" | "go_with_conditions"):
                self.passed.add(event.gate)
            case e.GateWithdrawn():
                self.passed.discard(event.gate)
                del self.settled[self._reading.runbook.gate_by_id[event.gate].meeting]
            case _:
                pass
