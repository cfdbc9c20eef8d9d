"""Drafts of notices that wait for somebody: what they would say, why, by when, and what to type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.notice_seen import kind_said
from console.output import wrapped
from notices.core.drafts import Draft
from notices.core.notice import Window
from runbooks.clocktime import local, local_short, minutes_text, rfc3339


def draft_lines(run: str, draft: Draft, zone: str, now: datetime) -> Iterator[str]:
    """A draft for people, as it stands at an instant of the run (UTC)."""
    content = draft.content
    yield f"{draft.id}: {kind_said(draft.kind)}, drafted {local(draft.drafted_at, zone)}"
    yield wrapped(f"    {content.title}: {window_words(content.window, zone)}", 4)
    yield wrapped(
        f"    Because {_within(draft.because)}" if draft.because else "    No reason is given.", 4
    )
    if draft.forecast_end is not None:
        yield f"    Forecast end (P80), told to nobody: {local(draft.forecast_end, zone)}"
    if draft.needed_by is not None:
        yield f"    Needed by {local(draft.needed_by, zone)}{_left(draft.needed_by, now)}"
    if draft.approval == "rule":
        yield "    A rule lets it out; nobody has to approve it."
        return
    yield f"    callboard notices show {run} {draft.notice}"
    yield f"    callboard notices approve {run} {draft.id}"
    yield f"    callboard notices reject {run} {draft.id} --reason ..."
    yield ""


def draft_data(draft: Draft, content: dict[str, Any]) -> dict[str, Any]:
    """A draft as JSON; `content` is its content, encoded."""
    return {
        "id": draft.id,
        "notice": draft.notice,
        "outage": draft.outage,
        "kind": draft.kind,
        "because": draft.because,
        "approval": draft.approval,
        "needed_by": _instant(draft.needed_by),
        "forecast_end": _instant(draft.forecast_end),
        "drafted_at": rfc3339(draft.drafted_at),
        "content": content,
    }


def window_words(window: Window, zone: str) -> str:
    """`Fri 27 Feb 18:00 GMT to Sun 01 Mar 16:30 GMT`; an end that was not told is open."""
    start = local_short(window.start, zone) if window.start else "a start that was not told"
    end = local_short(window.end, zone) if window.end else "an end that was not told"
    return f"{start} to {end}"


def _within(sentence: str) -> str:
    """A sentence behind another word of its own."""
    return sentence[:1].lower() + sentence[1:] if sentence.startswith(("It ", "The ")) else sentence


def _left(needed_by: datetime, now: datetime) -> str:
    seconds = (needed_by - now).total_seconds()
    return f", in {minutes_text(seconds)}" if seconds > 0 else f", {minutes_text(-seconds)} ago"


def _instant(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
