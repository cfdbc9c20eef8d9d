"""What letters are composed from, read out of a journal and kept: words, routes, communications."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from notices.core.communications import Standing, after
from notices.core.drafts import Draft
from notices.core.events import (
    NOTICE_EVENT_TYPES,
    ApproverWarned,
    DraftWithdrawn,
    NoticeDrafted,
    NoticeEvent,
    NoticePublished,
    ReminderIssued,
)
from notices.outbox.rows import notices_stream
from notices.outbox.warning_letters import Warned
from notices.subscriptions.book import subscription_ledger
from notices.subscriptions.records import Subscriptions
from rehearsals.core.events import Communications, RunOpened
from rehearsals.core.fact import Entered
from rehearsals.journal.codec import Codec, from_recorded
from rehearsals.journal.port import Journal
from rehearsals.names import run_stream
from rehearsals.people.book import people_ledger
from rehearsals.people.register import Register
from runbooks.errors import JournalError

_CODEC: Codec[NoticeEvent] = Codec(NOTICE_EVENT_TYPES)
#: The types of the entries that say something to the outside or to whoever approves it, and those
#: that set communications.
_SAID = frozenset(
    one.__name__
    for one in (NoticePublished, ReminderIssued, ApproverWarned, NoticeDrafted, DraftWithdrawn)
)
_SETTING = frozenset(("RunOpened", "CommunicationsSet"))


@dataclass(slots=True)
class _Run:
    """What is known of one run."""

    seq: int = 0
    published: dict[tuple[str, int], NoticePublished] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    reminders: dict[tuple[str, int, str], ReminderIssued] = field(default_factory=dict)
    #: The warnings by their place in the stream, and when each was given.
    warnings: dict[int, tuple[ApproverWarned, datetime]] = field(default_factory=dict)
    #: The open draft of each notice, and when something about it was published last.
    drafts: dict[str, Draft] = field(default_factory=dict)
    told_at: dict[str, datetime] = field(default_factory=dict)
    run_seq: int = 0
    live: bool = False
    zone: str = "Europe/London"
    standing: Standing = field(default_factory=Standing)
    #: Why it cannot be read; then nothing of it is sent, and all other runs are.
    broken: JournalError | None = None


class Papers:
    """Reads each fact once; not for use by two threads at once. Raises JournalError."""

    def __init__(self, journal: Journal) -> None:
        """Read nothing yet."""
        self._journal = journal
        self._runs: dict[str, _Run] = {}
        self._subscriptions = subscription_ledger(journal, lambda: datetime.now(UTC))
        self._people = people_ledger(journal, lambda: datetime.now(UTC))
        #: The subscriptions as they were when they were last looked at.
        self.subscriptions: Subscriptions = self._subscriptions.state()

    def refresh(self) -> None:
        """Look at everything again that was ever asked for."""
        self.subscriptions = self._subscriptions.state()
        for run, known in self._runs.items():
            self._look_at(run, known)

    def published(self, run: str, notice: str, revision: int) -> NoticePublished | None:
        """A revision with its words; None if there is none."""
        return self._of(run).published.get((notice, revision))

    def newest(self, run: str, notice: str) -> int | None:
        """The number of the newest revision; None if nothing was published."""
        return self._of(run).newest.get(notice)

    def reminder(self, run: str, notice: str, revision: int, rung: str) -> ReminderIssued | None:
        """A reminder with its words; None if there is none."""
        return self._of(run).reminders.get((notice, revision, rung))

    def warning(self, run: str, number: int) -> Warned | None:
        """A warning by its place in the stream of a run's notices; None if there is none."""
        known = self._of(run)
        if number not in known.warnings:
            return None
        event, at = known.warnings[number]
        draft = known.drafts.get(event.notice)
        return Warned(
            event=event,
            at=at,
            draft=draft if draft is not None and draft.id == event.draft else None,
            told_at=known.told_at.get(event.notice),
            live=known.live,
            zone=known.zone,
        )

    def register(self) -> Register:
        """Who there is, read when it is asked for: warnings are few."""
        return self._people.state()

    def communications(self, run: str) -> Communications:
        """What may leave of a run now."""
        return self._of(run).standing.mode

    def _of(self, run: str) -> _Run:
        if run not in self._runs:
            self._runs[run] = _Run()
            self._look_at(run, self._runs[run])
        known = self._runs[run]
        if known.broken:
            raise known.broken
        return known

    def _look_at(self, run: str, known: _Run) -> None:
        try:
            self._read(run, known)
            known.broken = None
        except JournalError as error:
            known.broken = error

    def _read(self, run: str, known: _Run) -> None:
        for recorded in self._journal.read(notices_stream(run), after=known.seq):
            if recorded.entry.type in _SAID:
                _take(known, _CODEC.from_recorded(recorded), recorded.seq)
            known.seq = recorded.seq
        for recorded in self._journal.read(run_stream(run), after=known.run_seq):
            if recorded.entry.type in _SETTING:
                fact = from_recorded(recorded)
                known.standing = after(known.standing, (fact,))
                if isinstance(fact.event, RunOpened):
                    known.live = fact.event.mode == "live"
                    known.zone = fact.event.runbook.get("timezone", known.zone)
            known.run_seq = recorded.seq


def _take(known: _Run, fact: Entered[NoticeEvent], seq: int) -> None:
    match fact.event:
        case NoticePublished(notice=notice, draft=was) as event:
            known.published[notice.id, notice.revision] = event
            known.told_at[notice.id] = notice.published_at
            _close(known, was)
            known.newest[notice.id] = max(notice.revision, known.newest.get(notice.id, 0))
        case NoticeDrafted(draft=draft):
            known.drafts[draft.notice] = draft
        case DraftWithdrawn(draft=name):
            _close(known, name)
        case ApproverWarned() as event:
            known.warnings[seq] = event, fact.at
        case ReminderIssued(notice=name, revision=revision, rung=rung) as event:
            known.reminders[name, revision, rung] = event


def _close(known: _Run, draft: str) -> None:
    notice = draft.rpartition("#")[0]
    if notice in known.drafts and known.drafts[notice].id == draft:
        del known.drafts[notice]
