"""A message as Slack shows it: Block Kit within its limits, and a text for whoever shows none.

Limits and escapes: Slack's reference of blocks. What people wrote can ring nobody and link nowhere;
instants show in each reader's own time. What marks a rehearsal stands in the first block and the
last one, however long the message is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from notices.channels.port import Message
from notices.core.notice import Notice
from notices.wording.footers import ways_of
from notices.wording.lines import one_line
from notices.wording.marks import led_by, mark_of
from runbooks.clocktime import local

MOST_BLOCKS, LONGEST_HEADER, LONGEST_SECTION = 50, 150, 3_000
#: Characters of the text at the top: Slack advises no more, and cuts at 40,000.
LONGEST_TEXT = 4_000
#: Sections of the message's text: all blocks but the header, the times, the cut and the end.
_MOST_SECTIONS = MOST_BLOCKS - 4
_CUT = "..."
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

Block = dict[str, Any]


def escaped(text: str) -> str:
    """Text as Slack wants it: no link, mention or command can be made of it."""
    return "".join(_ESCAPES.get(character, character) for character in text)


def text_of(message: Message) -> str:
    """The whole message as text; of a long one its beginning and its last line."""
    text = message.text.strip() or message.subject
    whole = escaped(text)
    if len(whole) <= LONGEST_TEXT:
        return whole
    last = _fitting(text.splitlines()[-1], LONGEST_HEADER)
    return f"{_fitting(text, LONGEST_TEXT - len(last) - 1)}\n{last}"


def blocks_of(message: Message) -> list[Block]:
    """The message as blocks: a header, its times, its text, and where it leads."""
    mark = mark_of(message.notice) if message.notice else ""
    return [
        _header(message.subject, mark),
        *(_section(line) for line in _times(message.notice)),
        *_sections(message.text),
        *_end(message, mark),
    ]


def _header(subject: str, mark: str) -> Block:
    line = one_line(subject) or "Notice"
    marked = line if mark in line[:LONGEST_HEADER] else led_by(mark, line)
    text = _fitting(marked, LONGEST_HEADER)
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _sections(text: str) -> Iterator[Block]:
    found = [piece for piece in pieces(text, LONGEST_SECTION) if piece.strip()]
    yield from map(_section, found[:_MOST_SECTIONS])
    if len(found) > _MOST_SECTIONS:
        yield _section(_CUT)


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _times(notice: Notice | None) -> Iterator[str]:
    """The window in each reader's own time; the text has it in the notice's zone."""
    if notice is None:
        return
    content = notice.content
    named = (
        ("From", content.window.start),
        ("Not before" if content.open_ended else "To", content.window.end),
        ("Next update by", content.next_update_due),
    )
    lines = [f"{name} {_date(at, notice.zone)}" for name, at in named if at is not None]
    if lines:
        yield "\n".join(("In your own time:", *lines))


def _date(instant: datetime, zone: str) -> str:
    shown = escaped(local(instant, zone))
    return f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} {{time}}|{shown}>"


def _end(message: Message, mark: str) -> Sequence[Block]:
    links = [_link(way.label, way.address) for way in ways_of(message.links)]
    texts = [*(link for link in links if len(link) <= LONGEST_SECTION), *([mark] if mark else [])]
    elements = [{"type": "mrkdwn", "text": text, "verbatim": True} for text in texts]
    return [{"type": "context", "elements": elements}] if elements else []


def _link(label: str, address: str) -> str:
    return f"<{escaped(address).replace('|', '%7C')}|{escaped(label)}>"


def pieces(text: str, most: int) -> Iterator[str]:
    """The text escaped, in pieces of so many characters at most, parted between lines if it can."""
    piece = ""
    for line in text.strip().splitlines(keepends=True):
        for unit in _units(line, most):
            if len(piece) + len(unit) > most:
                yield piece
                piece = ""
            piece += unit
    if piece:
        yield piece


def _units(line: str, most: int) -> Iterator[str]:
    """A line escaped, in parts that are short enough; no escape is torn apart."""
    unit = ""
    for character in line:
        shown = _ESCAPES.get(character, character)
        if len(unit) + len(shown) > most:
            yield unit
            unit = ""
        unit += shown
    yield unit


def _fitting(text: str, most: int) -> str:
    """The text escaped, cut if it is longer than that; a cut shows."""
    whole = escaped(text)
    return whole if len(whole) <= most else f"{next(_units(text, most - len(_CUT))).rstrip()}{_CUT}"
