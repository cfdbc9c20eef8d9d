"""The office: where commands on a run's notices become durable, with what they have sent.

One transaction writes a revision and a delivery for each route that takes it. Who is told is
settled then; who joins later is told what is current by `notices/outbox/reconciling.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from notices.checking import faults
from notices.core.apply import apply_notices
from notices.core.asked import NoticeCommand
from notices.core.book import CODEC, NOTHING_SAID, NoticeFact, notice_book
from notices.core.communications import Standing, after
from notices.core.context import Context, Words
from notices.core.events import ApproverWarned, NoticePublished, ReminderIssued
from notices.core.notice import Notice
from notices.core.state import NoticeBook
from notices.drafting.policy import policy_of
from notices.outbox.rows import POST, SAID, notices_stream, rows_of, simulated_pool
from notices.outbox.warning_rows import warned_by_mail, warning_rows
from notices.subscriptions.book import subscription_ledger
from notices.subscriptions.matching import routes_for
from notices.subscriptions.records import Subscriptions
from notices.wording.payload import payload_of
from notices.wording.text import notice_text
from rehearsals.clocks import VIRTUAL, real_time
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.journal.port import Journal, NewDelivery
from rehearsals.ledger import Ledger
from rehearsals.people.book import people_ledger
from runbooks.errors import TimeError


def _payload(notice: Notice, rung: str, at: datetime) -> str:
    return payload_of(notice, rung, at=at)


WORDS = Words(text=notice_text, payload=_payload, problems=faults)


class NoticeOffice:
    """The notices of one run; not for use by two threads at once."""

    def __init__(
        self,
        desk: Desk,
        run: str,
        *,
        words: Words = WORDS,
        real_now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Read what there is; raises JournalError as the desk does."""
        self.run = run
        self._desk = desk
        self._real_now = real_now
        self._ledger = Ledger(
            notice_book(run, self.context, words), desk.journal, lambda: desk.now_in(run)
        )
        self._people = people_ledger(desk.journal, real_now)
        self._subscriptions = subscription_ledger(desk.journal, real_now)
        self._standing, self._seen = Standing(), 0

    def state(self) -> NoticeBook:
        """The notices as they are now."""
        return self._ledger.state()

    def facts(self) -> tuple[NoticeFact, ...]:
        """All that was said and done about them, in order."""
        return self._ledger.facts()

    def subscriptions(self) -> Subscriptions:
        """Who is told, as it is now."""
        return self._subscriptions.state()

    def standing(self) -> Standing:
        """What becomes of messages to the outside, and why."""
        facts = self._desk.facts(self.run, after=self._seen)
        self._standing = after(self._standing, facts)
        self._seen += len(facts)
        return self._standing

    def context(self) -> Context:
        """The run as its notices see it now."""
        state = self._desk.state(self.run)
        return Context(
            run=self.run,
            live=state.mode == "live",
            virtual=is_virtual(state),
            environment=state.runbook.notices.environment,
            zone=state.runbook.timezone,
            standing=self.standing(),
            outages=frozenset(state.runbook.outages),
            register=self._people.state(),
            real_now=self._real_now(),
        )

    def submit(self, command: NoticeCommand) -> tuple[NoticeFact, ...]:
        """Decide a command and make its facts durable, and with them what they have sent.

        Raises Refused with the reason and the next action; the refusal is journalled.
        """
        return self._ledger.submit(command, deliveries=self._deliveries)

    def rows_for(
        self, notice: Notice, event: str, routes: Sequence[str], now: datetime
    ) -> tuple[NewDelivery, ...]:
        """The rows that put a revision, or a reminder of it, on its way over some routes.

        `now` is the run's time; rows are due in real time, but for those of a virtual run.
        """
        state = self._desk.state(self.run)
        deadline = deadline_of(state, notice, now)
        return rows_of(
            topic=self.run,
            pool=simulated_pool(self.run) if is_virtual(state) else POST,
            notice=notice.id,
            revision=notice.revision,
            event=event,
            routes=routes,
            due_at=real_time(state.clock, now),
            deadline=None if deadline is None else real_time(state.clock, deadline),
        )

    def _deliveries(self, book: NoticeBook, facts: Sequence[NoticeFact]) -> list[NewDelivery]:
        before = book.seq - len(facts)
        return [
            row
            for number, fact in enumerate(facts, before + 1)
            for row in self._sent_by(book, fact, number)
        ]

    def _sent_by(self, book: NoticeBook, fact: NoticeFact, number: int) -> tuple[NewDelivery, ...]:
        match fact.event:
            case NoticePublished(notice=notice, withheld=""):
                return self._to_all(notice, SAID, fact.recorded_at)
            case ReminderIssued(rung=rung, withheld="") as reminded:
                notice = book.threads[reminded.notice].revisions[reminded.revision].notice
                return self._to_all(notice, f"reminder:{rung}", fact.recorded_at)
            case ApproverWarned() as warned:
                return self._to_approvers(warned, number, fact.recorded_at)
            case _:
                return ()

    def _to_approvers(
        self, warned: ApproverWarned, number: int, now: datetime
    ) -> tuple[NewDelivery, ...]:
        """By mail, whatever the outside is told; in a virtual run nobody real is concerned."""
        state = self._desk.state(self.run)
        if is_virtual(state):
            return ()
        rows = warning_rows(
            warned,
            number,
            run=self.run,
            people=warned_by_mail(self._people.state(), self._real_now()),
            due_at=real_time(state.clock, now),
            needed_by=real_time(state.clock, warned.needed_by),
        )
        return tuple(rows)

    def _to_all(self, notice: Notice, event: str, now: datetime) -> tuple[NewDelivery, ...]:
        routes = routes_for(self.subscriptions(), notice, self.standing().mode)
        return self.rows_for(notice, event, [route.id for route in routes], now)


def notices_of(journal: Journal, run: str) -> NoticeBook:
    """The notices of a run, read anew; for who only reads."""
    book = NOTHING_SAID
    for recorded in journal.read(notices_stream(run)):
        book = apply_notices(book, CODEC.from_recorded(recorded))
    return book


def is_virtual(state: RunState) -> bool:
    """Whether a run is simulated on a clock that only its own process moves."""
    return state.clock.get("kind") == VIRTUAL


def deadline_of(state: RunState, notice: Notice, now: datetime) -> datetime | None:
    """Until when a message about a revision is of use, in the run's time; None: as long as any.

    That is the next reminder or the start of an outage ahead, and the announced end of an open one.
    """
    start, end = notice.window.start, notice.window.end
    if notice.status in ("provisional", "firm") and start is not None:
        try:
            ladder = policy_of(state.runbook, notice.outage).ladder(start)
        except TimeError:
            ladder = ()
        return min((at for at in (*(at for at, _ in ladder), start) if at > now), default=None)
    if notice.status == "started" and end is not None and end > now:
        return end
    return None
