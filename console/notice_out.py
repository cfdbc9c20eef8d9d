"""What went out, for whoever let it out at a terminal: test or real, to how many, who is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from console.notice_seen import NoticesSeen
from console.output import wrapped
from notices.core.notice import Notice
from notices.outbox.rows import DeliveryId
from notices.subscriptions.matching import in_audience, is_mandatory
from notices.subscriptions.records import Subscriptions


def out_lines(seen: NoticesSeen, notice: Notice, told: Iterable[DeliveryId]) -> Iterator[str]:
    """Over how many routes a revision leaves, whether it is for real, and who has to be telephoned.

    `told` are its deliveries; `seen` is how the run stood before.
    """
    routes = [one.route for one in told]
    whose = {seen.subscriptions.routes[one].subscriber for one in routes}
    who = f"{len(whose)} subscriber{'' if len(whose) == 1 else 's'}"
    on_their_way = f"Deliveries on their way: {len(routes)}, to {who}. {_meaning(seen, notice)}"
    yield wrapped(on_their_way)
    if missed := missed_names(seen.subscriptions, notice, whose):
        names = ", ".join(missed)
        yield wrapped(f"MUST BE TOLD, AND NO ROUTE TAKES IT: {names}. Telephone them.")
    yield f"What becomes of them: `callboard notices matrix {seen.run} {notice.id}`"


def missed_names(subs: Subscriptions, notice: Notice, told: Iterable[str]) -> tuple[str, ...]:
    """Who must be told of a notice and is not among the subscribers that are told."""
    reached = frozenset(told)
    return tuple(
        one.name
        for one in subs.subscribers.values()
        if one.listed
        and one.left_at is None
        and one.id not in reached
        and in_audience(one, notice)
        and is_mandatory(subs, notice, one)
    )


def _meaning(seen: NoticesSeen, notice: Notice) -> str:
    if not notice.test:
        return "FOR REAL: they act on it."
    mark = "TEST" if notice.live else "REHEARSAL"
    to = "over test routes alone" if seen.communications == "test" else "to everybody who listens"
    return f"Marked {mark}, {to}."
