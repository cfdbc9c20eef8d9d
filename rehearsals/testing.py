"""Factories for tests and trials: a small runbook, a run on a memory journal, commands by the hand.

Every default stands here once; a test states only what matters to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.apply import fold, fold_onto
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.state import RunState
from rehearsals.engine.executor import Job, JobOutcome
from runbooks.model import Runbook

#: When runs of the factories are opened: a Monday morning in winter, so UTC is London time.
OPENED = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)

_numbers = count(1)


def a_task(task_id: str, *after: str, **changes: Any) -> dict[str, Any]:
    """The data of a task of 30 minutes, owned by party `si`, after the given tasks."""
    return {
        "id": task_id,
        "title": f"Do {task_id}",
        "party": "si",
        "duration": "30m",
        "after": list(after),
        **changes,
    }


def a_gate(gate_id: str, meeting: str, **changes: Any) -> dict[str, Any]:
    """The data of a gate decided by `sro`, with one blocking criterion `READY`."""
    return {
        "id": gate_id,
        "title": f"Gate {gate_id}",
        "meeting": meeting,
        "decider": "sro",
        "criteria": [{"id": "READY", "owner": "si"}],
        **changes,
    }


def a_runbook(*tasks: dict[str, Any], **changes: Any) -> Runbook:
    """A runbook of the given tasks that starts when the factories' runs are opened."""
    parties = {key: {"name": key.upper()} for key in ("si", "sro", "recco", "north", "south")}
    return Runbook.model_validate(
        {
            "runbook": "trial",
            "title": "A trial",
            "start": "2026-01-12T09:00",
            "parties": parties,
            "systems": {"EES": {"name": "Electricity Enquiry Service"}},
            "groups": {"ldsos": ["north", "south"]},
            "tasks": list(tasks),
            **changes,
        }
    )


def an_opening(runbook: Runbook, **changes: Any) -> Opening:
    """The opening of a rehearsal `DR1` of a whole runbook."""
    scope = tuple(task.id for task in runbook.tasks)
    return Opening(**{"run": "DR1", "runbook": runbook, "scope": scope, **changes})


def an_opened_run(runbook: Runbook, **changes: Any) -> Fact:
    """The fact that opens a rehearsal `DR1` of a whole runbook."""
    return open_run(an_opening(runbook, **changes), now=OPENED, actor="ann", channel="test")


def a_state(runbook: Runbook, **changes: Any) -> RunState:
    """The state of a rehearsal that has just been opened."""
    return fold([an_opened_run(runbook, **changes)])


def at(minutes: float) -> datetime:
    """So many minutes after the factories' runs are opened."""
    return OPENED + timedelta(minutes=minutes)


def asked(kind: type[Any], /, **fields: Any) -> Any:
    """A command with an id of its own, by `ann`."""
    return kind(**{"id": f"test-{next(_numbers)}", "actor": "ann", "channel": "test", **fields})


class Trial:
    """A run played by hand in memory: each step is a command at a minute after the opening."""

    def __init__(self, runbook: Runbook, **changes: Any) -> None:
        self.facts: list[Fact] = [an_opened_run(runbook, **changes)]
        self.state = fold(self.facts)

    def ask(
        self, minutes: float, kind: type[Any], /, **fields: Any
    ) -> tuple[Fact, ...] | c.Refusal:
        """Hand in a command; its facts are applied, a refusal is returned."""
        answer = decide(self.state, asked(kind, **fields), at(minutes))
        if not isinstance(answer, c.Refusal):
            self.take(answer)
        return answer

    def take(self, facts: Sequence[Fact]) -> None:
        """Apply facts."""
        self.facts.extend(facts)
        self.state = fold_onto(self.state, facts)

    def start(self, minutes: float, task: str) -> None:
        """Start a task; AssertionError with the refusal if that is refused."""
        self._must(self.ask(minutes, c.StartTask, task=task))

    def done(self, minutes: float, task: str, **fields: Any) -> None:
        """Complete a task; AssertionError with the refusal if that is refused."""
        self._must(self.ask(minutes, c.CompleteTask, task=task, **fields))

    def do(self, start: float, finish: float, task: str) -> None:
        """Start and complete a task."""
        self.start(start, task)
        self.done(finish, task)

    def show(
        self, minutes: float, gate: str, criterion: str = "READY", *, met: bool = True
    ) -> None:
        """Bring evidence for a criterion."""
        self._must(
            self.ask(
                minutes,
                c.RecordEvidence,
                gate=gate,
                criterion=criterion,
                evidence="seen",
                met=met,
            )
        )

    def decide(
        self, minutes: float, gate: str, outcome: str = "go", by: str = "sro", **fields: Any
    ) -> tuple[Fact, ...] | c.Refusal:
        """Decide a gate, or vote at it."""
        return self.ask(
            minutes,
            c.DecideGate,
            **{"gate": gate, "outcome": outcome, "decided_by": by, "reason": "because", **fields},
        )

    @staticmethod
    def _must(answer: tuple[Fact, ...] | c.Refusal) -> None:
        if isinstance(answer, c.Refusal):
            raise AssertionError(str(answer))  # noqa: TRY004 - a test failed, no type is wrong


class InstantExecutor:
    """An executor that does nothing and says that all went well, or that first attempts failed."""

    def __init__(
        self,
        *,
        reverse: bool = False,
        fail_first: Collection[str] = (),
        at_close: Callable[[], None] | None = None,
    ) -> None:
        """Reverse the order of outcomes; fail some tasks once; hold all back until the end."""
        self._reverse = reverse
        self._at_close = at_close
        self._held_back: list[JobOutcome] = []
        self._fail_first = frozenset(fail_first)
        self._outcomes: list[JobOutcome] = []
        self._notify: Callable[[], None] = lambda: None
        self.jobs: list[Job] = []

    def on_outcome(self, notify: Callable[[], None]) -> None:
        """Have `notify` called for every outcome."""
        self._notify = notify

    def submit(self, job: Job) -> None:
        """The job is over at once."""
        self.jobs.append(job)
        ok = job.attempt > 1 or job.task.id not in self._fail_first
        reason = "" if ok else "made to fail"
        outcome = JobOutcome(task=job.task.id, attempt=job.attempt, ok=ok, reason=reason)
        (self._held_back if self._at_close else self._outcomes).append(outcome)
        self._notify()

    def collect(self) -> tuple[JobOutcome, ...]:
        """The outcomes since the last call, in order of submission or reversed."""
        outcomes = tuple(reversed(self._outcomes) if self._reverse else self._outcomes)
        self._outcomes = []
        return outcomes

    def in_flight(self) -> int:
        """Jobs submitted and not collected."""
        return len(self._outcomes) + len(self._held_back)

    def close(self) -> None:
        """What was held back is over now."""
        if self._at_close and self._held_back:
            self._at_close()
        self._outcomes.extend(self._held_back)
        self._held_back = []
