"""What marks a notice that is not for real: the same words in every channel."""

from __future__ import annotations

from notices.core.notice import Notice

#: Of every notice that is not about the real night.
REHEARSAL = "REHEARSAL - no system is out of service"
#: Of a notice of the real night while communications are only tried.
TEST = "TEST - do not act on this notice"


def mark_of(notice: Notice) -> str:
    """What a notice is marked with; empty if it is for real."""
    if not notice.test:
        return ""
    return TEST if notice.live else REHEARSAL


def led_by(mark: str, text: str) -> str:
    """A line with its mark before it, if it has one."""
    return f"{mark}: {text}" if mark else text
