"""What a notice would say beside what was said last: field by field, and line by line; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from notices.core.notice import Affected, Content, Named, Window
from notices.wording.times import periods_text
from runbooks.clocktime import local_short

_HANDLING: Mapping[str, str] = {
    "queued": "kept, and dealt with afterwards",
    "rejected": "refused",
    "lost": "lost",
    "read_only": "can be read, nothing can be sent",
    "none": "nothing is said",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentRow:
    """A field, as it would be said, and as it was said last."""

    label: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DiffLine:
    """A line of the text: new, gone, or as it was."""

    kind: Literal["ins", "del", "same"]
    text: str


def content_rows(before: Content | None, after: Content, zone: str) -> tuple[ContentRow, ...]:
    """Every field that says anything, in the order in which people need them."""
    return tuple(_rows(before, after, zone))


def text_diff(before: str, after: str) -> tuple[DiffLine, ...]:
    """The lines of a text against those of the one before; nothing if there was none."""
    if not before:
        return ()
    old, new = before.splitlines(), after.splitlines()
    return tuple(_lines(old, new))


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (DiffLine(kind="same", text=line) for line in new[c:d])
            continue
        yield from (DiffLine(kind="del", text=line) for line in old[a:b])
        yield from (DiffLine(kind="ins", text=line) for line in new[c:d])


def _rows(before: Content | None, after: Content, zone: str) -> Iterator[ContentRow]:
    for label, words in _FIELDS.items():
        now = words(after, zone)
        was = words(before, zone) if before is not None else ""
        if now or was:
            changed = before is not None and now != was
            yield ContentRow(
                label=label, before=was, after=now or "nothing any more", changed=changed
            )


def _at(instant: datetime | None, zone: str) -> str:
    return local_short(instant, zone) if instant is not None else ""


def _end(content: Content, zone: str) -> str:
    end = _at(content.window.end, zone) or "not told"
    return f"until further notice, not before {end}" if content.open_ended else end


def _systems(content: Content, _zone: str) -> str:
    def named(one: Affected) -> str:
        return f"{one.id} ({one.impact.replace('_', ' ')})"

    return ", ".join(named(one) for one in content.systems)


def _names(several: Sequence[Named]) -> str:
    return ", ".join(one.name for one in several)


def _actual(content: Content, zone: str) -> str:
    window: Window = content.actual
    began = f"out since {_at(window.start, zone)}" if window.start else ""
    ended = f"ended {_at(window.end, zone)}" if window.end else ""
    return ", ".join(filter(None, (began, ended)))


def _cutoff(content: Content, zone: str) -> str:
    cutoff = content.cutoff
    return f"{cutoff.what}: {_at(cutoff.at, zone)}" if cutoff else ""


def _submit_by(content: Content, zone: str) -> str:
    return "; ".join(
        f"{one.what} by {_at(one.at, zone)}"
        + (f" ({periods_text(one.periods)})" if one.periods else "")
        for one in content.submit_by
    )


def _parts(content: Content, zone: str) -> str:
    return "; ".join(
        f"{_at(one.start, zone)} to {_at(one.end, zone)}: {one.text}" for one in content.parts
    )


def _resume(content: Content, zone: str) -> str:
    if content.all_clear_at is not None:
        return f"the all-clear was given {_at(content.all_clear_at, zone)}"
    return f"not before {content.resume_at}" if content.resume_at else ""


#: What each field is called, and how it is said.
_FIELDS: Mapping[str, Callable[[Content, str], str]] = {
    "Title": lambda one, _: one.title,
    "Systems": _systems,
    "Start": lambda one, zone: _at(one.window.start, zone) or "not told",
    "End": _end,
    "What is not known of its end": lambda one, _: one.end_uncertainty,
    "As it happened": _actual,
    "Next update": lambda one, zone: _at(one.next_update_due, zone) or "none promised",
    "Cause": lambda one, _: one.cause,
    "What to do": lambda one, _: one.action_required,
    "Resuming": _resume,
    "Access ends": _cutoff,
    "Submit by": _submit_by,
    "Parts of it": _parts,
    "Data sent meanwhile": lambda one, _: _HANDLING[one.data_handling],
    "Backlog": lambda one, _: one.backlog_handling,
    "Backlog cleared by": lambda one, zone: _at(one.backlog_clear_by, zone),
    "Workaround": lambda one, _: one.workaround,
    "Not affected": lambda one, _: _names(one.unaffected),
    "Comes back": lambda one, _: (
        one.returns + (f" by {one.replaced_by.name}" if one.replaced_by else "")
    ),
    "Stays closed for them": lambda one, _: "yes" if one.stays_closed else "",
    "May last until": lambda one, zone: _at(one.hard_limit_at, zone),
    "For": lambda one, _: _names(one.audience) or "everybody",
    "Whom to ask": lambda one, _: one.contact,
}
