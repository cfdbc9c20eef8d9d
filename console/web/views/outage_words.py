"""What the pages for everybody say of a notice: its state, what has moved, when more is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from notices.core.notice import Content, Notice
from notices.core.words import Kind, Status
from notices.wording.phrases import awaiting, last_word
from runbooks.clocktime import local

#: The shape of `ui.state`, and the words beside it.
_STATES: Mapping[Status, tuple[str, str]] = {
    "provisional": ("undecided", "provisional"),
    "firm": ("planned", "announced"),
    "started": ("open", "out of service"),
    "completed": ("ended", "ended"),
    "cancelled": ("cancelled", "cancelled"),
}
_KIND_WORDS: Mapping[Kind, str] = {
    "provisional": "Announced, provisional",
    "firm": "Firm",
    "rescheduled": "Moved",
    "started": "Started",
    "extended": "Extended",
    "holding": "Overrun possible",
    "updated": "Updated",
    "completed": "Ended",
    "all_clear": "All-clear",
    "cancelled": "Cancelled",
}
#: What fields of a notice are called where somebody is told that they changed.
_FIELDS: Mapping[str, str] = {
    "cause": "the reason",
    "systems": "the systems affected",
    "unaffected": "the systems not affected",
    "parts": "the parts of it",
    "cutoff": "when access ends before it",
    "submit_by": "the submit-by times",
    "data_handling": "what becomes of data",
    "backlog_handling": "how the backlog is dealt with",
    "backlog_clear_by": "by when the backlog is cleared",
    "action_required": "what to do",
    "workaround": "the workaround",
    "audience": "who it is for",
    "contact": "whom to ask",
    "end_uncertainty": "what is not known of its end",
    "hard_limit_at": "up to when it may last",
    "returns": "what comes back",
    "replaced_by": "what comes back",
    "actual": "what has happened",
    "stays_closed": "whether it stays closed",
    "resume_at": "what to wait for before resuming",
    "all_clear_at": "whether the all-clear is given",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NextWord:
    """When more is said."""

    #: None: nothing is due.
    at: datetime | None
    text: str
    #: Whether it should have been said by now.
    overdue: bool = False


def state_of(notice: Notice, now: datetime) -> tuple[str, str]:
    """The shape and the words of where an outage stands, as far as was told."""
    content = notice.content
    ended = notice.status == "completed" or content.actual.end is not None
    if content.stays_closed and content.all_clear_at is None and ended:
        return "open", "stays closed"
    if notice.status == "completed" and awaiting(notice):
        # No green tick: who sees one at night resumes.
        return "undecided", "ended, all-clear awaited"
    if notice.kind == "all_clear":
        return "go", "all-clear given"
    start = notice.window.start
    if notice.status in ("provisional", "firm") and start is not None and start <= now:
        return "overdue", "start not confirmed"
    if notice.status == "started" and _is_past(content, now):
        return "overdue", "past its announced end"
    return _STATES[notice.status]


def _is_past(content: Content, now: datetime) -> bool:
    end = content.window.end
    return end is not None and end <= now and not content.open_ended


def next_word(notice: Notice, now: datetime) -> NextWord:
    """When the next update comes, in words too."""
    due = notice.content.next_update_due
    if due is not None:
        text = f"by {local(due, notice.zone)}"
        return NextWord(at=due, text=text, overdue=due < now and not notice.over)
    if last_word(notice):
        return NextWord(at=None, text="none: this was the last one")
    return NextWord(at=None, text="when there is something new")


def kind_words(notice: Notice) -> str:
    """What a revision says that is new; the first one announces."""
    first = notice.revision == 0 and notice.kind == "firm"
    return "Announced" if first else _KIND_WORDS[notice.kind]


def moved(notice: Notice) -> tuple[str, ...]:
    """What differs from the revision before, in sentences; nothing for the first one."""
    ends = _window_moved(notice)
    words = list(dict.fromkeys(_FIELDS[name] for name in notice.changed if name in _FIELDS))
    if not words:
        return ends
    *others, last = words
    named = f"{', '.join(others)} and {last}" if others else last
    return (*ends, f"Changed{' besides' if ends else ''}: {named}.")


def _window_moved(notice: Notice) -> tuple[str, ...]:
    before, now, zone = notice.previous_window, notice.window, notice.zone
    if before is None:
        return ()
    pairs = (("start", before.start, now.start), ("end", before.end, now.end))
    return tuple(
        f"Its {word} moved from {_told(was, zone)} to {_told(is_, zone)}."
        for word, was, is_ in pairs
        if was != is_
    )


def _told(instant: datetime | None, zone: str) -> str:
    return local(instant, zone) if instant is not None else "not told"
