"""`notices approve`, `reject`, `update`, `write`, `redeliver`, `acknowledge`, `bounced`."""

from __future__ import annotations

from pathlib import Path

from console.acting import Acting
from console.notice_acting import check_may, instead_of, notices_desk, say_published
from console.notice_chosen import chosen
from console.notice_seen import named_thread, route_words
from console.output import emit, wrapped
from notices.core.asked import ApproveDraft, RejectDraft, WriteNotice, WriteUpdate
from notices.core.words import Kind
from notices.outbox.asking import acknowledge as acknowledged
from notices.outbox.asking import bounce as came_back
from notices.outbox.asking import redeliver as redelivered
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
        facts = desk.office.submit(
            ApproveDraft(
                draft=desk.draft(draft),
                end=desk.instant(end),
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
        facts = desk.office.submit(
            WriteUpdate(
                notice=named_thread(desk.seen, notice).id,
                kind="cancelled" if cancel else kind,
                cause=cause,
                start=desk.instant(start),
                end=desk.instant(end),
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


def redeliver(
    run: str,
    *deliveries: str,
    to: str | None = None,
    failed: bool = False,
    acting: Acting | None = None,
) -> None:
    """Have deliveries made again; whoever has had one already knows it by its id.

    Args:
        run: The run.
        deliveries: Keys of deliveries; or notices, which means their newest revision.
        to: To this subscriber, or over this route, alone.
        failed: Those alone that failed.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        check_may(desk, "redeliver notices")
        found = chosen(desk.seen, deliveries, to=to, failed=failed)
        keys = tuple(one.key for one in found)
        redelivered(desk.journal, desk.run, keys, by=desk.by, now=desk.seen.real_now)
        for one in found:
            emit(wrapped(f"Again to {route_words(desk.seen.subscriptions, one.id.route)}"))


def acknowledge(
    run: str, delivery: str, /, *, to: str | None = None, acting: Acting | None = None
) -> None:
    """Record that somebody who was told said so, such as on the telephone.

    Args:
        run: The run.
        delivery: The key of the delivery; or the notice, with --to.
        to: The subscriber who said so.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        check_may(desk, "record who has acknowledged a notice")
        for one in chosen(desk.seen, (delivery,), to=to):
            now = desk.seen.real_now
            new = acknowledged(desk.journal, desk.run, one.key, by=desk.by, now=now)
            whose = route_words(desk.seen.subscriptions, one.id.route)
            emit(wrapped(f"Acknowledged{'' if new else ' before'}: {whose}"))


def bounced(
    run: str, delivery: str, /, *, answer: str, to: str | None = None, acting: Acting | None = None
) -> None:
    """Record that a mail which a server had taken came back; the fallback is told instead.

    Args:
        run: The run.
        delivery: The key of the delivery; or the notice, with --to.
        answer: What the mail that came back says, such as 550 no such mailbox.
        to: The subscriber whose mail it was.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        check_may(desk, "record that a mail came back")
        for one in chosen(desk.seen, (delivery,), to=to):
            now = desk.seen.real_now
            row = instead_of(desk.seen.subscriptions, desk.run, one.id, now)
            new = came_back(
                desk.journal, desk.run, one.key, answer=answer, by=desk.by, now=now, fallback=row
            )
            whose = route_words(desk.seen.subscriptions, one.id.route)
            then = "The fallback is told." if row else "There is no other route: ring them."
            emit(wrapped(f"Came back{'' if new else ', as was known'}: {whose}. {then}"))
