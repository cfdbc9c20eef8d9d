"""The notices of a run, folded: each notice with its revisions, its open draft, its reminders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from notices.core.drafts import Draft
from notices.core.events import ApproverWarned
from notices.core.notice import Notice, Window
from notices.core.words import Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """A published revision with its words."""

    notice: Notice
    text: str
    payload: str
    withheld: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """A reminder that was issued or skipped."""

    rung: str
    revision: int
    at: datetime
    text: str = ""
    payload: str = ""
    withheld: str = ""
    #: Why it was left out; empty: it was issued.
    skipped: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """All that was said, and is about to be said, of one outage to one audience."""

    id: str
    outage: str
    revisions: tuple[Revision, ...] = ()
    #: The open draft; there is one at most.
    draft: Draft | None = None
    #: How many drafts there were.
    drafted: int = 0
    #: The kind, the reason and the end of the last draft that somebody turned down.
    rejected: tuple[Kind, str, datetime | None] | None = None
    #: That draft itself.
    turned_down: Draft | None = None
    #: The window of the plan by which something was last published or turned down.
    planned: Window | None = None
    #: The runbook's texts that were told last, a digest of each by name.
    texts: dict[str, str] = field(default_factory=dict)
    reminders: tuple[Reminder, ...] = ()
    warnings: tuple[ApproverWarned, ...] = ()

    @property
    def newest(self) -> Notice | None:
        """The newest revision; None before the first one."""
        return self.revisions[-1].notice if self.revisions else None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeBook:
    """The notices of one run."""

    #: By their ids, in order of first mention.
    threads: Mapping[str, Thread] = field(default_factory=dict)
    #: Keys of the revisions that fulfilled a `notify` task, by task and attempt.
    fulfilled: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    seq: int = 0

    def thread(self, notice: str) -> Thread | None:
        """A notice by its id."""
        return self.threads.get(notice)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """All revisions, in order of publication."""
        every = (revision for thread in self.threads.values() for revision in thread.revisions)
        return tuple(sorted(every, key=lambda one: (one.notice.published_at, one.notice.key)))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The open drafts, the most pressing first."""
        found = (thread.draft for thread in self.threads.values())
        open_ = [draft for draft in found if draft is not None]
        return tuple(
            sorted(open_, key=lambda one: (one.needed_by is None, one.needed_by or one.drafted_at))
        )
