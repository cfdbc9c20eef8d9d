"""Follows a run and issues a notice for every outage that opens or closes.

What the run's communications hold back is issued too: the in-app copy says why it was withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dependencies.plan import Plan
from dependencies.planner import plan
from notices.book import Book
from notices.channels import Channel, stays_inside
from notices.communications import Standing, after, stricter
from notices.entries import NoticeIssued, to_entry
from notices.notice import Kind, notice_key, notice_of, told_by
from notices.sender import Sender
from notices.wording import notice_text
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.journal.port import Entry
from rehearsals.names import run_stream
from runbooks.model import Runbook


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
        self._planned: tuple[Runbook, Plan] | None = None
        self._newest = self._standing = after(Standing(), desk.facts(run)[: self._seen])

    def step(self, now: datetime) -> datetime | None:
        """Issue notices for new facts, deliver what is due; when something is due again, or None.

        The cursor moves when a notice was issued: what lies between needs no second look.
        """
        facts = self._desk.facts(self._run, after=self._seen)
        self._newest = after(self._standing, facts)
        for fact in facts:
            self._seen += 1
            self._standing = after(self._standing, (fact,))
            told = told_by(fact)
            if told:
                self._issue(fact, *told, now)
                self._desk.journal.move_cursor(self.name, run_stream(self._run), self._seen)
        self._sender.withhold(self._standing, now)
        return self._sender.step(now)

    def close(self, seconds: float = 15) -> None:
        """Send what is due, and wait for answers some seconds of real time at most."""
        now = self._desk.now_in(self._run)
        self.step(now)
        self._sender.finish(now, seconds)

    def _issue(self, fact: Fact, outage: str, kind: Kind, now: datetime) -> None:
        """Issue the notice of a fact, unless the stream holds it: a crash may have come between."""
        key = notice_key(self._run, outage, kind)
        standing = stricter(self._standing, self._newest)
        withheld = standing.why_withheld if standing.mode == "off" else ""

        def entry() -> Entry | None:
            if key in self._book.notices:
                return None
            state = self._desk.state(self._run)
            notice = notice_of(
                state,
                self._plan_of(state),
                fact,
                mode=standing.mode,
                revision=self._book.next_revision(outage),
                published_at=now,
            )
            text = notice_text(notice)
            return to_entry(NoticeIssued(notice=notice, text=text, withheld=withheld))

        channels = () if withheld else self._channels
        self._book.append(entry, also=self._book.outbox_rows(key, channels))

    def _plan_of(self, state: RunState) -> Plan:
        """The plan as it stands; made anew only after it was amended."""
        if self._planned is None or self._planned[0] is not state.runbook:
            self._planned = state.runbook, plan(state.runbook, state.index.forward)
        return self._planned[1]
