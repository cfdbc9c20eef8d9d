"""Making a revision: its number, what changed, who let it out, and its words, frozen for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from notices.core.context import Context, Words
from notices.core.events import DraftWithdrawn, NoticeEvent, NoticePublished
from notices.core.notice import Content, Notice, Window
from notices.core.state import Thread
from notices.core.words import STATUS_AFTER, Kind, Status

#: Why a rule lets out a revision of each kind, as `approved_by` says it.
RULES: Mapping[Kind, str] = {
    "provisional": "the runbook lets it out",
    "firm": "the start decision was go",
    "rescheduled": "the runbook lets it out",
    "started": "the outage began",
    "extended": "the runbook lets it out",
    "holding": "the announced end is near and the work is not done",
    "updated": "an update was due",
    "completed": "the outage ended",
    "all_clear": "the all-clear was given",
    "cancelled": "the runbook lets it out",
}
#: Drafts of these kinds are of no use once a revision of a kind is out.
_BEFORE_START = frozenset({"provisional", "firm", "rescheduled", "cancelled", "updated"})
_VOIDS: Mapping[Kind, frozenset[str]] = {
    "provisional": frozenset({"provisional", "firm"}),
    "firm": frozenset({"provisional", "firm"}),
    "started": _BEFORE_START,
    "extended": frozenset({"extended"}),
    "completed": _BEFORE_START | {"extended", "holding", "started"},
    "cancelled": _BEFORE_START,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """What is to be published."""

    notice: str
    outage: str
    kind: Kind
    content: Content
    approved_by: str
    draft: str = ""
    planned: Window | None = None
    texts: dict[str, str] = field(default_factory=dict)


def published(
    thread: Thread, saying: Saying, now: datetime, context: Context, words: Words
) -> tuple[NoticeEvent, ...]:
    """The revision, and behind it the withdrawal of an open draft that it leaves without use."""
    notice = _revision(thread, saying, now, context)
    out = NoticePublished(
        notice=notice,
        draft=saying.draft,
        text=words.text(notice, ""),
        payload=words.payload(notice, "", now),
        withheld=context.withheld,
        planned=saying.planned,
        texts=saying.texts,
    )
    return (out, *_voided(thread, saying))


def status_after(newest: Notice | None, kind: Kind) -> Status:
    """Where the outage stands, as far as was told, after a revision of a kind."""
    return STATUS_AFTER.get(kind) or (newest.status if newest else "firm")


def changed_fields(before: Content | None, after: Content) -> tuple[str, ...]:
    """The names of the fields that differ; none of a first revision."""
    if before is None:
        return ()
    names = (field.name for field in fields(Content))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _revision(thread: Thread, saying: Saying, now: datetime, context: Context) -> Notice:
    newest = thread.newest
    before = newest.content if newest else None
    moved = before is not None and before.window != saying.content.window
    return Notice(
        id=saying.notice,
        revision=len(thread.revisions),
        kind=saying.kind,
        status=status_after(newest, saying.kind),
        run=context.run,
        outage=saying.outage,
        test=context.test,
        live=context.live,
        environment=context.environment,
        zone=context.zone,
        content=saying.content,
        previous_window=before.window if before and moved else None,
        changed=changed_fields(before, saying.content),
        created_at=thread.revisions[0].notice.created_at if thread.revisions else now,
        published_at=now,
        approved_by=saying.approved_by,
    )


def _voided(thread: Thread, saying: Saying) -> Iterator[DraftWithdrawn]:
    draft = thread.draft
    # For whom a system stays closed its end is an update; drafts on the outage are over then, too.
    over = saying.content.actual.end is not None
    void = _VOIDS.get("completed" if over else saying.kind, frozenset())
    if draft is not None and draft.id != saying.draft and draft.kind in void:
        yield DraftWithdrawn(draft=draft.id, reason=f"{saying.kind.replace('_', ' ')} is out")
