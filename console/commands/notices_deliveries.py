"""`notices redeliver`, `acknowledge`, `bounced`: what somebody knows or asks of deliveries."""

from __future__ import annotations

from console.acting import Acting
from console.notice_acting import check_may, instead_of, notices_desk
from console.notice_chosen import chosen, of_one
from console.notice_seen import route_words
from console.output import emit, wrapped
from notices.outbox.asking import acknowledge as acknowledged
from notices.outbox.asking import bounce as came_back
from notices.outbox.asking import redeliver as redelivered


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
        to: The subscriber who said so; all that was sent to them counts as read.
        acting: Who acts.
    """
    with notices_desk(run, acting) as desk:
        check_may(desk, "record who has acknowledged a notice")
        for one in of_one(desk.seen, delivery, to=to):
            now, by = desk.seen.real_now, desk.by_for(one.key)
            new = acknowledged(desk.journal, desk.run, one.key, by=by, now=now)
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
        for one in of_one(desk.seen, delivery, to=to):
            now, by = desk.seen.real_now, desk.by_for(one.key)
            row = instead_of(desk.seen.subscriptions, desk.run, one.id, now)
            new = came_back(
                desk.journal, desk.run, one.key, answer=answer, by=by, now=now, fallback=row
            )
            whose = route_words(desk.seen.subscriptions, one.id.route)
            then = "The fallback is told." if row else "There is no other route: ring them."
            emit(wrapped(f"Came back{'' if new else ', as was known'}: {whose}. {then}"))
