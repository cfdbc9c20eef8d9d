"""`notices approve`, `reject`, `update`, `write`: saying something."""

from __future__ import annotations

from pathlib import Path

from console.acting import Acting
from console.notice_acting import notices_desk, say_published
from console.notice_seen import named_thread
from console.output import emit
from notices.core.asked import ApproveDraft, RejectDraft, WriteNotice, WriteUpdate
from notices.core.words import Kind
from notices.reading import read_content


def approve(
    run: str,
    draft: str,
    /,
    *,
    end: str | None = None,
    cause: str | None = None,
    action: str | None = None,
    next_update: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Let a draft out, perhaps with another end or other words.

    Args:
        run: The run.
        draft: The draft, such as M10-OUT-EES#2; `callboard notices drafts` lists them.
        end: Another announced end: Sun 15:30, 15:30, or 2026-03-01T15:30.
        cause: Other words for the cause.
        action: Other words for what people must do.
        next_update: When the next word comes at the latest, written like an end.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        name = desk.draft(draft)
        facts = desk.office.submit(
            ApproveDraft(
                draft=name,
                end=desk.end(end, desk.drafted_end(name)),
                cause=cause,
                action_required=action,
                next_update_due=desk.instant(next_update),
                **desk.by,
            )
        )
        say_published(desk, facts)


def reject(run: str, draft: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Turn a draft down; it is not drafted again until its reason is another one.

    Args:
        run: The run.
        draft: The draft, such as M10-OUT-EES#2.
        reason: Why.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        name = desk.draft(draft)
        desk.office.submit(RejectDraft(draft=name, reason=reason, **desk.by))
        emit(f"{name} is turned down: {reason}")


def update(
    run: str,
    notice: str,
    /,
    *,
    cause: str,
    start: str | None = None,
    end: str | None = None,
    action: str | None = None,
    next_update: str | None = None,
    kind: Kind = "updated",
    cancel: bool = False,
    acting: Acting | None = None,
) -> None:
    """Tell something by hand about a notice that is out, or cancel it; this is its approval.

    Args:
        run: The run.
        notice: The notice, such as M10-OUT-EES, or its outage.
        cause: What is new, and why.
        start: Another announced start: Fri 18:00, 18:00, or 2026-02-27T18:00.
        end: Another announced end.
        action: Other words for what people must do.
        next_update: When the next word comes at the latest.
        kind: What it says that is new; a window that moves says so by itself.
        cancel: Cancel the notice: there will be no such outage.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        thread = named_thread(desk.seen, notice)
        facts = desk.office.submit(
            WriteUpdate(
                notice=thread.id,
                kind="cancelled" if cancel else kind,
                cause=cause,
                start=desk.instant(start),
                end=desk.end(end, thread.newest.window.end if thread.newest else None),
                action_required=action,
                next_update_due=desk.instant(next_update),
                **desk.by,
            )
        )
        say_published(desk, facts)


def write(run: str, name: str, file: Path, /, *, acting: Acting | None = None) -> None:
    """Publish a notice of your own, such as of an emergency; this is its approval.

    Args:
        run: The run.
        name: What it is called within the run, such as NTC-1.
        file: What it says, as YAML or JSON; check it first with `callboard notices lint`.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        content = read_content(file)
        facts = desk.office.submit(WriteNotice(name=name, content=content, **desk.by))
        say_published(desk, facts)
