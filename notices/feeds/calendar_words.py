"""What an entry in a calendar says: its title, and the times on people's own clocks; pure."""

from __future__ import annotations

from collections.abc import Iterator

from notices.core.notice import Notice
from notices.core.words import Kind
from notices.feeds.calendar_span import Span
from notices.wording.lines import one_line, shortened
from notices.wording.marks import led_by, mark_of
from notices.wording.phrases import IMPACT_WORDS, action_of, awaiting, named, news_of
from runbooks.clocktime import local

LONGEST_TITLE, LONGEST_TEXT = 250, 600
_NEWS: dict[Kind, str] = {"cancelled": "CANCELLED: ", "rescheduled": "MOVED: "}


def summary_of(notice: Notice, span: Span) -> str:
    """`MOVED: EES out of service`, marked if it is not for real."""
    called_off = notice.status == "cancelled"
    news = _NEWS["cancelled"] if called_off else _NEWS.get(notice.kind, "")
    beside = f" ({span.beside})" if span.beside and not called_off else ""
    title = shortened(one_line(notice.content.title), LONGEST_TITLE)
    return led_by(mark_of(notice), f"{news}{title}{beside}")


def description_of(notice: Notice, span: Span, url: str) -> str:
    """The entry in words; its first line says the times with the zone spelled out."""
    return "\n".join(line for line in _lines(notice, span, url) if line)


def _lines(notice: Notice, span: Span, url: str) -> Iterator[str]:
    content, zone = notice.content, notice.zone
    yield mark_of(notice)
    yield f"{local(span.start, zone)} to {local(span.end, zone)}"
    yield from span.notes
    yield f"{one_line(notice.id)} rev {notice.revision}: {one_line(news_of(notice))}"
    for system in content.systems:
        meanwhile = "was " if notice.over else ""
        yield _cut(f"{named(system)}: {meanwhile}{IMPACT_WORDS[system.impact]}")
    if awaiting(notice) and (notice.over or content.stays_closed):
        yield _cut(f"This is not the all-clear. Resume only after {content.resume_at}.")
    if content.cutoff is not None and not notice.over:
        yield _cut(f"Earlier: {content.cutoff.what}, from {local(content.cutoff.at, zone)}")
    if content.end_uncertainty and not notice.over:
        yield _cut(f"How sure the end is: {content.end_uncertainty}")
    if action_of(notice):
        yield _cut(f"What you need to do: {action_of(notice)}")
    if content.next_update_due is not None:
        yield f"Next update by {local(content.next_update_due, zone)}"
    if url:
        yield f"This is a convenience; the notice itself is what counts: {url}"
    yield mark_of(notice)


def _cut(text: str) -> str:
    return shortened(one_line(text), LONGEST_TEXT)
