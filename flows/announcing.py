"""What was told of a run, for the tasks that wait for it: read off the stream of its notices."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock

from notices.core.book import CODEC
from notices.core.drafts import Draft
from notices.core.events import TaskFulfilled
from notices.office import notices_of
from notices.outbox.rows import notices_stream
from rehearsals.journal.port import Journal
from runbooks.tasks import NotifyRun

#: Drafts that are named of any number.
_MOST_NAMED = 4


class JournalAnnouncements:
    """Reads each fact once, for several threads; every method raises JournalError."""

    def __init__(self, journal: Journal) -> None:
        """Read nothing yet."""
        self._journal = journal
        self._lock = Lock()
        self._seq: dict[str, int] = defaultdict(int)
        self._fulfilled: set[tuple[str, str, int]] = set()

    def told(self, run: str, task: str, attempt: int) -> bool:
        """Whether the keeper of the notices has said that all is out."""
        with self._lock:
            for recorded in self._journal.read(notices_stream(run), after=self._seq[run]):
                self._seq[run] = recorded.seq
                if recorded.entry.type == TaskFulfilled.__name__:
                    event = CODEC.from_recorded(recorded).event
                    if isinstance(event, TaskFulfilled):
                        self._fulfilled.add((run, event.task, event.attempt))
            return (run, task, attempt) in self._fulfilled

    def missing(self, run: str, notify: NotifyRun) -> str:
        """Which drafts wait for an approval, or that nothing is drafted."""
        waiting = [
            draft
            for draft in notices_of(self._journal, run).drafts
            if not notify.outages or draft.outage in notify.outages
        ]
        if not waiting:
            return f"Nothing is drafted that would say so: see `callboard notices list {run}`."
        named = ", ".join(map(_named, waiting[:_MOST_NAMED]))
        more = len(waiting) - _MOST_NAMED
        return f"Not approved yet: {named}{f' and {more} more' if more > 0 else ''}."


def _named(draft: Draft) -> str:
    return f"{draft.id} ({draft.kind})"
