"""What the properties know of a run by themselves: read off its runbook and facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from rehearsals.core import events as e
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.moments import LocalTime, Moment
from runbooks.outages import Outage
from runbooks.tasks import Link
from tests.rehearsals.core.ends import End, Ends
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
            name: [link for link in task.after if link.task in self.tasks]
            for name, task in self.tasks.items()
        }
        self.gates = {
            gate.meeting: gate for gate in self.runbook.gates if gate.meeting in self.tasks
        }
        self.ends = Ends(self.tasks, self.gates)

    def gates_before(self, task: str, end: str = "start") -> set[str]:
        """The gates that one must have passed to come to an end of a task, near and far."""
        ended = {name for name, which in self.ends.before(task, end) if which == "finish"}
        return {self.gates[name].id for name in ended & set(self.gates)}

    def closes_by_links(self, outage: Outage) -> bool:
        """Whether the run closes an outage, and by its links not before it has been opened."""
        opener, closer = outage.opens, outage.closes
        if opener is None or closer is None or closer.task not in self.tasks:
            return False
        opens_before = {(closer.task, closer.at)} | self.ends.before(closer.task, closer.at)
        return (opener.task, opener.at) in opens_before or opener.task not in self.tasks

    def is_kept_by(self, task: str, outage: str, ledger: Ledger, at: datetime) -> bool:
        """Whether an outage that is open keeps a task from starting at an instant."""
        what = self.runbook.outages[outage]
        if what.system not in self.tasks[task].uses or what.system in self.tasks[task].works_on:
            return False
        if what.to is not None:
            return at < self._instant(what.to)
        assert what.opens
        assert what.closes
        movers = {edge.task for edge in (what.opens, what.closes) if edge.task in self.tasks}
        passed = ledger.settled if what.closes.at == "finish" else ledger.begun
        if what.closes.task not in movers or what.closes.task in passed:
            return False
        behind = (m for m in movers if m == task or task in self.ends.tasks_before(m, "finish"))
        return not any(behind)

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
        #: When tasks first began, or were skipped; and when their newest attempt began.
        self.begun: dict[str, datetime] = {}
        self.newest: dict[str, datetime] = {}
        self.passed: set[str] = set()
        self.touched: set[str] = set()

    def take(self, facts: Iterable[e.Fact]) -> None:
        """Note some more facts."""
        for fact in facts:
            self._take(fact.event, fact.at)

    def reached(self, ends: Iterable[End]) -> bool:
        """Whether tasks are settled where they must have ended, and at least begun elsewhere."""
        return all(
            name in (self.settled if which == "finish" else self.begun) for name, which in ends
        )

    def lets_go_at(self, link: Link) -> datetime:
        """When a link let its task go, by what has been noted; KeyError if it has not.

        Of what lets go before the end of the predecessor it is the earliest that can be.
        """
        lag = timedelta(seconds=link.lag)
        if link.link in ("SS", "SF"):
            return self.begun[link.task] + max(lag, timedelta())
        if not self._reading.ends.is_lead(link):
            return self.settled[link.task] + max(lag, timedelta())
        likely = timedelta(seconds=self._reading.tasks[link.task].duration.likely)
        if link.task not in self.newest:
            return self.settled[link.task]
        expected = self.newest[link.task] + max(likely + lag, timedelta())
        return min(expected, self.settled.get(link.task, expected))

    def _take(self, event: e.Event, at: datetime) -> None:
        match event:
            case e.TaskStarted():
                self.touched.add(event.task)
                self.begun.setdefault(event.task, at)
                self.newest[event.task] = at
            case e.TaskFinished() | e.TaskSkipped():
                self.touched.add(event.task)
                self.begun.setdefault(event.task, at)
                self.settled[event.task] = at
            case e.GateDecided(outcome="go" | "go_with_conditions"):
                self.passed.add(event.gate)
            case e.GateWithdrawn():
                self.passed.discard(event.gate)
                del self.settled[self._reading.runbook.gate_by_id[event.gate].meeting]
            case _:
                pass
