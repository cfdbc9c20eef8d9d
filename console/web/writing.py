"""The writer: hands commands in at a desk and ledgers of its own, one after the other.

The journal takes one write at a time anyway. Readers have a desk of their own, so that a slow disk
holds up whoever writes, and nobody who reads.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import BoundedSemaphore, Lock
from typing import NoReturn

from notices.core.asked import NoticeCommand
from notices.core.book import NoticeFact
from notices.office import NoticeOffice
from notices.outbox.asking import acknowledge, redeliver
from notices.subscriptions.asked import SubscriptionCommand
from notices.subscriptions.events import SubscriptionEvent
from notices.subscriptions.office import SubscriptionOffice
from rehearsals.checks.found import Found
from rehearsals.checks.recheck import Checker, Made, Sign, reads_returns
from rehearsals.core.command import By, Command, Refusal
from rehearsals.core.commands import AnyCommand, RecordCheck
from rehearsals.core.events import Fact
from rehearsals.core.fact import Entered
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.journal.port import Journal
from rehearsals.ledger import record_refusal
from rehearsals.people.asked import PeopleCommand
from rehearsals.people.book import guard_of, people_ledger
from rehearsals.people.events import PeopleEvent
from rehearsals.programme.book import programme_ledger
from rehearsals.programme.commands import ProgrammeCommand
from rehearsals.programme.events import ProgrammeEvent
from rehearsals.readiness.book import readiness_ledger
from rehearsals.readiness.commands import ReadinessCommand
from rehearsals.readiness.events import ReadinessEvent
from runbooks.checks import HttpAnswers
from runbooks.errors import JournalError, Refused

#: Writes that wait for the one before them, at most; more would take the room of those who read.
MOST_WAITING = 64
#: Seconds that a write waits for its turn: less than a browser waits for an answer.
PATIENCE = 20.0


class Writer:
    """Hands in commands for many threads; what it returns is durable."""

    def __init__(
        self, journal: Journal, now: Callable[[], datetime], *, patience: float = PATIENCE
    ) -> None:
        """Write nothing yet; who waits longer than `patience` (seconds) gets a JournalError."""
        self.journal = journal
        self._patience = patience
        self._now = now
        self._guard = guard_of(journal, now)
        self._desk = Desk(journal, now, guard=self._may)
        self._people = people_ledger(journal, now)
        self._programme = programme_ledger(journal, now)
        self._readiness = readiness_ledger(journal, now)
        self._subscriptions = SubscriptionOffice(journal, now)
        self._offices: dict[str, NoticeOffice] = {}
        self._lock = Lock()
        #: Whether checks are made again just now.
        self._rechecking = False
        self._folded: set[str] = set()
        self._places = BoundedSemaphore(MOST_WAITING)

    def submit(self, run: str, command: AnyCommand) -> tuple[Fact, ...]:
        """Hand a command in to a run; raises Refused (journalled) and JournalError."""
        with self._turn():
            try:
                return self._desk.submit(run, command)
            finally:
                self._keep(run)

    def open(self, fact: Fact, run: str) -> RunState:
        """Open a run; raises JournalError if there is one of that name."""
        with self._turn():
            return self._desk.open(fact, run)

    def people(self, command: PeopleCommand) -> tuple[Entered[PeopleEvent], ...]:
        """Hand a command in to the register of people; raises Refused (journalled)."""
        with self._turn():
            return self._people.submit(command)

    def programme(self, command: ProgrammeCommand) -> tuple[Entered[ProgrammeEvent], ...]:
        """Hand a command in to the programme; raises Refused (journalled)."""
        with self._turn():
            return self._programme.submit(command)

    def readiness(self, command: ReadinessCommand) -> tuple[Entered[ReadinessEvent], ...]:
        """Hand a command in to the register of returns; raises Refused (journalled)."""
        with self._turn():
            return self._readiness.submit(command)

    def notices(self, run: str, command: NoticeCommand) -> tuple[NoticeFact, ...]:
        """Say something about the outages of a run, and put on its way what that sends.

        Raises Refused (journalled) and JournalError.
        """
        with self._turn():
            if run not in self._offices:
                self._offices[run] = NoticeOffice(self._desk, run, real_now=self._now)
            return self._offices[run].submit(command)

    def redeliver(self, topic: str, keys: Sequence[str], *, by: By) -> tuple[str, ...]:
        """Have deliveries made once more, now, under the same ids; raises Refused."""
        with self._turn():
            return redeliver(self.journal, topic, keys, by=by, now=self._now())

    def subscriptions(self, command: SubscriptionCommand) -> tuple[Entered[SubscriptionEvent], ...]:
        """Change who is told, and put on its way what that sends; raises Refused.

        Who may is asked before: by the token of a link, or by the register of people.
        """
        with self._turn():
            return self._subscriptions.submit(command)

    def acknowledge(self, topic: str, key: str, *, how: str, by: By) -> bool:
        """Note that whoever was sent a notice has read it; whether that is new; raises Refused."""
        with self._turn():
            return acknowledge(self.journal, topic, key, how=how, by=by, now=self._now())

    def recheck(self, run: str, gates: Sequence[str], sign: Sign) -> tuple[Made, ...]:
        """Make the checks of some gates of a run that read returns again, and record news.

        No server is asked: nobody waits for one in their turn. Raises JournalError.
        """
        with self._turn():
            checker = Checker(
                desk=self._desk, readiness=self._readiness.state(), probe=_ask_nobody, sign=sign
            )
            self._rechecking = True
            try:
                return checker.recheck(run, among=gates, only=reads_returns)
            finally:
                self._rechecking = False
                self._keep(run)

    def deny(self, where: str, command: Command, refusal: Refusal) -> NoReturn:
        """Journal that something was refused at the door, and raise it as Refused."""
        with self._turn():
            record_refusal(self.journal, where, command, refusal, self._now())
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)

    def _may(self, state: RunState, command: AnyCommand, now: datetime) -> Refusal | None:
        if self._rechecking and isinstance(command, RecordCheck):
            # What is found is a machine's word: whoever changed a return need not be one who may
            # have checks made.
            return None
        return self._guard(state, command, now)

    def _keep(self, run: str) -> None:
        """What was read of a run stays, and is nothing for the collector: see `reading.py`."""
        if run not in self._folded:
            self._folded.add(run)
            gc.freeze()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until nobody else writes; raises JournalError if that takes too long."""
        if not self._places.acquire(blocking=False):
            raise _slow()
        try:
            if not self._lock.acquire(timeout=self._patience):
                raise _slow()
            try:
                yield
            finally:
                self._lock.release()
        finally:
            self._places.release()


def _ask_nobody(check: HttpAnswers) -> Found:
    raise AssertionError(f"a check that reads returns asks no server, not even {check.url}")


def _slow() -> JournalError:
    return JournalError(
        "The disk of the journal is slow just now, and this has not had its turn.",
        hint="Send it again in a moment. Whoever runs the console should look at its disk.",
    )
