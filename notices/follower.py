"""Follows a run and issues a notice for every outage that opens or closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from dependencies.plan import Plan
from dependencies.planner import plan
from notices.book import Book
from notices.channels import Channel, stays_inside
from notices.entries import NoticeIssued, to_entry
from notices.notice import Kind, notice_key, notice_of, told_by
from notices.sender import Sender
from notices.wording import notice_text
from rehearsals.core.events import Fact
from rehearsals.desk import Desk
from rehearsals.journal.port import Entry
from rehearsals.names import run_stream


class NoticeFollower:
    """Issues and delivers the notices of one run; a simulated run never leaves the house."""

    name = "notices"

    def __init__(self, desk: Desk, run: str, channels: Sequence[Channel] = ()) -> None:
        """Take up the run where the last follower left it; raises JournalError as the desk does."""
        state = desk.state(run)
        inside = stays_inside(state)
        self._desk = desk
        self._run = run
        self._channels = () if inside else tuple(channel.name for channel in channels)
        self._book = Book(desk.journal, run)
        self._sender = Sender(self._book, () if inside else channels)
        self._seen = desk.journal.cursor(self.name, run_stream(run))

    def step(self, now: datetime) -> datetime | None:
        """Issue notices for new facts, deliver what is due; when something is due again, or None.

        The cursor moves when a notice was issued: what lies between needs no second look.
        """
        facts = self._desk.facts(self._run, after=self._seen)
        for fact in facts:
            self._seen += 1
            told = told_by(fact)
            if told:
                self._issue(fact, *told, now)
                self._desk.journal.move_cursor(self.name, run_stream(self._run), self._seen)
        return self._sender.step(now)

    def close(self, seconds: float = 15) -> None:
        """Send what is due, and wait for answers some seconds of real time at most."""
        self.step(self._desk.now())
        self._sender.finish(self._desk.now(), seconds)

    def _issue(self, fact: Fact, outage: str, kind: Kind, now: datetime) -> None:
        """Issue the notice of a fact, unless the stream holds it: a crash may have come between."""
        key = notice_key(self._run, outage, kind)

        def entry() -> Entry | None:
            if key in self._book.notices:
                return None
            notice = notice_of(
                self._desk.state(self._run),
                self._plan,
                fact,
                revision=self._book.next_revision(outage),
                published_at=now,
            )
            return to_entry(NoticeIssued(notice=notice, text=notice_text(notice)))

        self._book.append(entry, also=self._book.outbox_rows(key, self._channels))

    @cached_property
    def _plan(self) -> Plan:
        state = self._desk.state(self._run)
        return plan(state.runbook, state.index.tasks)
