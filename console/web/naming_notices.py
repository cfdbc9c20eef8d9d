"""A notice by its address, and what somebody has just done about one."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from console.notice_seen import NoticesSeen
from notices.core.state import Thread
from runbooks.errors import RunNotFound

_LONGEST = 100
#: What is said after a deed, by the word in the address; nothing else is taken from there.
_SAID: Mapping[str, str] = {
    "published": "It is out. What became of it stands below.",
    "withheld": "It is published, and went to nobody: communications are off.",
    "rejected": "The draft is turned down; it is not drafted again for the same reason.",
    "again": "It is made once more, now; whoever has had it knows it by its id.",
    "acknowledged": "It is noted that they have read it.",
    "known": "That was noted before.",
}


def thread_in(seen: NoticesSeen, notice: str) -> Thread:
    """The notice of an id; raises RunNotFound."""
    thread = seen.book.thread(notice)
    if thread is None:
        raise RunNotFound(
            f"Run {seen.run} has no notice {notice[:_LONGEST]!r}.",
            hint="Choose one of the list of its notices.",
        )
    return thread


def said_of(request: Request) -> list[tuple[str, str]]:
    """What has just been done, as the address says."""
    word = request.query_params.get("said", "")
    kind = "warning" if word == "withheld" else "success"
    return [(kind, _SAID[word])] if word in _SAID else []
