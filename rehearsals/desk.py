"""The desk: where commands are handed in, decided against the journal, and made durable.

Several processes may each have a desk on the same journal. A command is decided on the state it was
folded from; if somebody else appended meanwhile, the journal says Conflict and it is decided again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rehearsals.clocks import VIRTUAL, run_time
from rehearsals.core.apply import fold, fold_onto
from rehearsals.core.commands import AbandonRun, AnyCommand, Refusal
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.journal.codec import from_recorded, to_entry
from rehearsals.journal.port import Journal, Lease, OutboxRow
from rehearsals.ledger import TRIES, id_taken, record_refusal
from rehearsals.names import RUNS, next_run_id, resolve_run, run_stream
from runbooks.errors import Conflict, JournalError, Refused

Answer = tuple[Fact, ...] | Refusal
#: Whether the actor of a command may give it; None if so. Machines under a lease are not asked.
Guard = Callable[[RunState, AnyCommand, datetime], Refusal | None]


@dataclass(slots=True)
class _Folded:
    """A run as far as this desk has read it."""

    state: RunState
    facts: list[Fact]
    answers: dict[str, list[Fact]] = field(default_factory=dict)

    def take(self, facts: Sequence[Fact]) -> None:
        """More facts, already appended."""
        self.state = fold_onto(self.state, facts)
        self.note(facts)

    def note(self, facts: Sequence[Fact]) -> None:
        """Remember facts by the command they answer."""
        self.facts.extend(facts)
        for fact in facts:
            self.answers.setdefault(fact.command, []).append(fact)


class Desk:
    """Reads runs and hands in commands; not for use by two threads at once."""

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], guard: Guard | None = None
    ) -> None:
        self.journal = journal
        #: Real time, or the time of the virtual clock of the run that is simulated here.
        self.now = now
        self._guard = guard
        self._runs: dict[str, _Folded] = {}
        #: Refusals of machines that stand in the journal: the run, the command's id, the code.
        self._told: set[tuple[str, str, str]] = set()

    def runs(self) -> tuple[str, ...]:
        """The ids of all runs, in the order in which they were really opened.

        Not by the time in their journals: a simulated run lives in a time of its own.
        """
        return tuple(row.payload["run"] for row in self.journal.outbox(RUNS))

    def resolve(self, name: str) -> str:
        """The run that a full id, an unambiguous prefix, or `latest` names; else RunNotFound."""
        return resolve_run(name, self.runs())

    def next_run_id(self) -> str:
        """The first of DR1, DR2, ... that no run has."""
        return next_run_id(self.runs())

    def open(self, fact: Fact, run: str) -> RunState:
        """Open a run; raises JournalError if there is one of that name, in either case."""
        taken = [known for known in self.runs() if known.lower() == run.lower() and known != run]
        if taken:
            raise JournalError(
                f"There is a run {taken[0]} already.", hint="Choose another name with --run."
            )
        try:
            listed = OutboxRow(key=f"{RUNS}:{run}", topic=RUNS, payload={"run": run})
            self.journal.append(run_stream(run), 0, (to_entry(fact),), also=(listed,))
        except Conflict as error:
            raise JournalError(
                f"There is a run {run} already.", hint="Choose another name with --run."
            ) from error
        return self.state(run)

    def state(self, run: str) -> RunState:
        """The run as it is now."""
        return self._caught_up(run).state

    def now_in(self, run: str) -> datetime:
        """What time it is in a run (UTC): real time, unless its clock is scaled."""
        # The clock stands in the first fact, so what has been read before will do.
        folded = self._runs.get(run) or self._caught_up(run)
        return run_time(folded.state.clock, self.now())

    def facts(self, run: str, *, after: int = 0) -> list[Fact]:
        """The facts of a run behind a sequence number, in order."""
        return self._caught_up(run).facts[after:]

    def submit(
        self, run: str, command: AnyCommand, *, fence: Lease | None = None
    ) -> tuple[Fact, ...]:
        """Decide a command and make its facts durable; a repeated id gets the same answer.

        Raises Refused with the reason and the next action; the refusal is journalled. Raises Fenced
        if a fence was given and lost.
        """
        (answer,) = self.submit_all(run, (command,), fence=fence)
        if isinstance(answer, Refusal):
            raise Refused(answer.code, answer.message, hint=answer.hint)
        return answer

    def weigh(self, run: str, command: AnyCommand) -> Refusal | None:
        """Why a command would be refused now, before what it is about is taken in; None if not.

        Nothing is written down, and nothing is promised of the next moment.
        """
        answer = self._decide(self._caught_up(run).state, command, None)
        return answer if isinstance(answer, Refusal) else None

    def submit_all(
        self, run: str, commands: Sequence[AnyCommand], *, fence: Lease | None = None
    ) -> tuple[Answer, ...]:
        """Decide commands in order and append all their facts in one go; an answer for each."""
        for _ in range(TRIES):
            folded = self._caught_up(run)
            answers, fresh = self._decide_all(folded, commands, fence)
            if fresh:
                try:
                    entries = [to_entry(fact) for fact in fresh]
                    self.journal.append(run_stream(run), folded.state.seq, entries, fence=fence)
                except Conflict:
                    continue
                folded.take(fresh)
            self._record_refusals(run, commands, answers, by_machine=fence is not None)
            return answers
        raise JournalError(
            f"Run {run} changes too fast to be written to.", hint="Try the command again."
        )

    def _decide_all(
        self, folded: _Folded, commands: Sequence[AnyCommand], fence: Lease | None
    ) -> tuple[tuple[Answer, ...], list[Fact]]:
        state = folded.state
        fresh: list[Fact] = []
        answers: list[Answer] = []
        here: dict[str, tuple[Fact, ...]] = {}
        for command in commands:
            answered = folded.answers.get(command.id) or here.get(command.id)
            if answered:
                answers.append(id_taken(command, answered[0]) or tuple(answered))
                continue
            answer = self._decide(state, command, fence)
            answers.append(answer)
            if not isinstance(answer, Refusal):
                fresh.extend(answer)
                here[command.id] = answer
                if len(commands) > 1:
                    state = fold_onto(state, answer)
        return tuple(answers), fresh

    def _decide(self, state: RunState, command: AnyCommand, fence: Lease | None) -> Answer:
        """Decide a command; on a virtual clock only the process that drives the run may speak.

        Nobody drives a simulation that has stopped: that one may be closed, at its own time.
        """
        now = run_time(state.clock, self.now())
        if fence is not None:
            return decide(state, command, now)
        # What people may do is a matter of real time, whatever the run's clock says.
        if self._guard and (refusal := self._guard(state, command, self.now())):
            return refusal
        if state.clock.get("kind") != VIRTUAL or state.status != "open":
            return decide(state, command, now)
        lease = self.journal.lease(run_stream(state.run))
        stopped = lease is None or lease.expires_at <= datetime.now(UTC)
        if stopped and isinstance(command, AbandonRun):
            return decide(state, command, state.last_at or state.opened_at)
        return Refusal(
            code="virtual-run",
            message=f"Run {state.run} is simulated on a virtual clock; nobody else can act in it.",
            hint="Open a run without --simulate to act yourself.",
        )

    def _caught_up(self, run: str) -> _Folded:
        folded = self._runs.get(run)
        stream = run_stream(run)
        if folded is None:
            facts = [from_recorded(recorded) for recorded in self.journal.read(stream)]
            folded = _Folded(state=fold(facts), facts=[])
            folded.note(facts)
            self._runs[run] = folded
            return folded
        news = [from_recorded(r) for r in self.journal.read(stream, after=folded.state.seq)]
        if news:
            folded.take(news)
        return folded

    def _record_refusals(
        self,
        run: str,
        commands: Sequence[AnyCommand],
        answers: Sequence[Answer],
        *,
        by_machine: bool,
    ) -> None:
        """Journal refusals: a person's each time; a machine's, who asks again and again, once."""
        for command, answer in zip(commands, answers, strict=True):
            if isinstance(answer, Refusal):
                if by_machine:
                    told = (run, command.id, answer.code)
                    if told in self._told:
                        continue
                    self._told.add(told)
                record_refusal(self.journal, run, command, answer, self.now_in(run))
