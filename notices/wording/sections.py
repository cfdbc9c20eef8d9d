"""The five parts of a notice, under the headings that suppliers know from the industry's circulars.

Text and HTML are laid out from the same lines, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from notices.core.notice import Notice, Part, Window
from notices.wording.lines import one_line
from notices.wording.marks import mark_of
from notices.wording.phrases import (
    action_of,
    awaiting,
    last_word,
    news_of,
    nothing_new,
    submissions_of,
    workaround_of,
    worst,
)
from notices.wording.sandbox import sandbox

_PARTS = (
    ("What is happening", "happening.txt.j2"),
    ("When", "when.txt.j2"),
    ("How will you be affected", "affected.txt.j2"),
    ("What you need to do", "to_do.txt.j2"),
    ("What happens next", "next.txt.j2"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and the lines under it; a line that begins with `- ` is one of a list."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A notice in words, before it is laid out."""

    #: Such as `M10-OUT-EES rev 2`.
    key: str
    #: Empty unless it is a rehearsal or a test.
    mark: str
    #: Title and news.
    title: str
    sections: tuple[Section, ...]


def letter_of(notice: Notice, reminder: str = "") -> Letter:
    """A revision in words, or a reminder of it; `reminder` is the rung, such as `24h`."""
    found = (_section(heading, name, notice, reminder) for heading, name in _PARTS)
    return Letter(
        key=f"{one_line(notice.id)} rev {notice.revision}",
        mark=mark_of(notice),
        title=f"{one_line(notice.content.title)}: {news_of(notice, reminder)}",
        sections=tuple(section for section in found if section.lines),
    )


def _section(heading: str, name: str, notice: Notice, reminder: str) -> Section:
    content = notice.content
    text = (
        sandbox()
        .get_template(name)
        .render(
            notice=notice,
            content=content,
            reminder=reminder,
            prefix=("Test: " if notice.live else "Rehearsed: ") if notice.test else "",
            worst=worst(content.systems),
            verb="are" if len(content.systems) > 1 else "is",
            mixed=len({system.impact for system in content.systems}) > 1,
            moved=_moved(notice),
            beside=tuple(part for part in content.parts if _is_beside(part, content.window)),
            action=action_of(notice),
            workaround=workaround_of(notice),
            submit_by=submissions_of(notice),
            awaiting=awaiting(notice),
            last=last_word(notice),
            nothing_new=nothing_new(notice),
        )
    )
    lines = (line.strip() for line in text.splitlines())
    return Section(heading=heading, lines=tuple(line for line in lines if line))


def _moved(notice: Notice) -> Window | None:
    """The window as it was announced before, if this revision says another one."""
    before = notice.previous_window
    return None if before is None or before == notice.window else before


def _is_beside(part: Part, window: Window) -> bool:
    """Whether a part is said to be, or is, not wholly within the window."""
    if part.beside:
        return True
    early = window.start is not None and part.start < window.start
    return early or (window.end is not None and part.end > window.end)
