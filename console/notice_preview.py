"""A draft in the words in which it would go out now, for whoever lets it out at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.notice_drafts import draft_lines
from console.output import wrapped
from notices.core.asked import ApproveDraft
from notices.core.context import Context
from notices.core.drafts import Draft
from notices.core.events import NoticePublished
from notices.core.letting_out import approve
from notices.core.state import NoticeBook
from notices.office import WORDS
from rehearsals.core.command import Refusal


def preview_lines(book: NoticeBook, draft: Draft, context: Context, now: datetime) -> Iterator[str]:
    """The draft with its reason, and the whole text as it would be sent at an instant of the run.

    Nothing goes out by that; what stands in its way is said instead.
    """
    yield "A DRAFT WAITS"
    yield from draft_lines(context.run, draft, context.zone, now)
    trial = ApproveDraft(draft=draft.id, id="-", actor="-", channel="cli")
    answer = approve(book, trial, now, context, WORDS)
    if isinstance(answer, Refusal):
        yield wrapped(f"It cannot go out as it is: {answer.message} {answer.hint}")
        return
    (published,) = [event for event in answer if isinstance(event, NoticePublished)]
    yield "As it would be sent:"
    yield from (wrapped(f"    {line}", 4).rstrip() for line in published.text.splitlines())
