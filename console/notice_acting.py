"""What every command shares that says something about notices: who acts, and on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from console import here
from console.acting import Acting
from console.caller import Caller, caller_of, deny
from console.notice_drafts import window_words
from console.notice_ends import read_end
from console.notice_out import out_lines
from console.notice_seen import NoticesSeen, kind_said, named_thread, notices_seen
from console.opening import opened_run
from console.output import emit, wrapped
from console.times import read_time
from notices.core.book import NoticeFact
from notices.core.events import NoticePublished
from notices.core.permissions import check_communicates
from notices.office import NoticeOffice
from notices.outbox.rows import POST, DeliveryId, rows_of
from notices.subscriptions.matching import fallback_of
from notices.subscriptions.records import Subscriptions
from rehearsals.core.command import By
from rehearsals.journal.port import Journal, NewDelivery


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticesDesk:
    """A person at the notices of a run."""

    run: str
    journal: Journal
    office: NoticeOffice
    #: How they stood when the command came.
    seen: NoticesSeen
    caller: Caller
    #: Whose the command is, for its record.
    by: By

    def draft(self, word: str) -> str:
        """The id of the draft that a word means: its own, or its notice or outage."""
        ids = {draft.id for draft in self.seen.book.drafts}
        for one in (word, word.upper(), f"{self.run}-{word}", f"{self.run}-{word.upper()}"):
            if one in ids:
                return one
        if "#" in word:
            return word  # the office says what became of it
        thread = named_thread(self.seen, word)
        return thread.draft.id if thread.draft else f"{thread.id}#{thread.drafted}"

    def by_for(self, key: str) -> By:
        """Whose the command is, under an id of its own for each delivery that it is about."""
        return {**self.by, "id": f"{self.by['id']}/{key}"}

    def drafted_end(self, draft: str) -> datetime | None:
        """The end (UTC) that a draft would announce."""
        ends = {one.id: one.content.window.end for one in self.seen.book.drafts}
        return ends.get(draft)

    def end(self, text: str | None, before: datetime | None) -> datetime | None:
        """The end (UTC) that somebody wrote in place of another one; raises TimeError."""
        return None if text is None else read_end(text, self.seen.zone, self.seen.now, before)

    def instant(self, text: str | None) -> datetime | None:
        """The instant (UTC) that somebody wrote, still to come in the run; raises TimeError."""
        return None if text is None else read_time(text, self.seen.zone, self.seen.now)


@contextmanager
def notices_desk(run: str, acting: Acting | None) -> Iterator[NoticesDesk]:
    """A person at the notices of a run; raises Refused, RunNotFound and JournalError."""
    acting = acting or Acting()
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        caller = caller_of(desk.journal, acting)
        now = here.now_in(state)
        yield NoticesDesk(
            run=name,
            journal=desk.journal,
            office=NoticeOffice(desk, name, real_now=here.now),
            seen=notices_seen(desk.journal, state, now, here.now()),
            caller=caller,
            by=acting.by(caller, now, state.runbook.timezone),
        )


def check_may(desk: NoticesDesk, what: str) -> None:
    """Raise Refused, which is journalled, unless whoever acts may, such as `redeliver notices`."""
    register, actor = desk.caller.register, desk.caller.actor
    now = desk.seen.real_now
    if refusal := check_communicates(register, actor, what, live=desk.seen.live, now=now):
        deny(desk.journal, refusal, actor)


def say_published(desk: NoticesDesk, facts: Sequence[NoticeFact]) -> None:
    """Print what went out, and to how many."""
    published = [fact.event for fact in facts if isinstance(fact.event, NoticePublished)]
    for event in published:
        notice = event.notice
        window = window_words(notice.window, desk.seen.zone)
        emit(
            wrapped(
                f"{notice.id}, revision {notice.revision} ({kind_said(notice.kind)}): {window}."
            )
        )
        if event.withheld:
            emit(wrapped(f"It went to nobody: {event.withheld}."))
            continue
        queued = (DeliveryId.of(row.key) for row in desk.journal.queued(desk.run))
        told = [one for one in queued if (one.notice, one.revision) == (notice.id, notice.revision)]
        emit(*out_lines(desk.seen, notice, told))
    if not published:
        emit("(Nothing new went out: this was said before.)")


def instead_of(
    subs: Subscriptions, run: str, told: DeliveryId, now: datetime
) -> NewDelivery | None:
    """The delivery over another route of the same subscriber, due now; None if there is none."""
    route = subs.routes.get(told.route)
    other = fallback_of(subs, route) if route else None
    if other is None:
        return None
    (row,) = rows_of(
        topic=run,
        pool=POST,
        notice=told.notice,
        revision=told.revision,
        event=told.event,
        routes=(other.id,),
        due_at=now,
        deadline=None,
    )
    return row
