"""Handing in what people say about notices and deliveries: durable, and journalled if refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.web.asking import Asking
from console.web.house import House
from console.web.notices_trying import Room, not_simulated
from notices.core.asked import NoticeCommand
from notices.core.events import NoticePublished
from notices.core.notice import Notice
from notices.core.permissions import check_communicates
from rehearsals.core.command import Command
from runbooks.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class RedeliverNotices(Command):
    """Have deliveries made once more; whoever has had one knows it by its id."""

    deliveries: tuple[str, ...]


def say(house: House, run: str, command: NoticeCommand) -> Notice | None:
    """Hand a command on notices in; the revision that went out by it, if one did.

    Raises Refused (journalled) and JournalError.
    """
    facts = house.writer.notices(run, command)
    published = [fact.event.notice for fact in facts if isinstance(fact.event, NoticePublished)]
    return published[0] if published else None


def redeliver_for(
    house: House, room: Room, asking: Asking, deliveries: Sequence[str]
) -> tuple[str, ...]:
    """Have deliveries of a run made once more, now; their keys.

    Raises Refused, journalled for whoever may not, and for what there is not or is superseded.
    """
    by, look = asking.by(), room.look
    refusal = not_simulated(room) or check_communicates(
        asking.visitor.register,
        by["actor"],
        "redeliver notices",
        live=look.state.mode == "live",
        now=look.real_now,
    )
    if refusal is not None:
        command = RedeliverNotices(deliveries=tuple(deliveries), **by)
        house.writer.deny(look.run, command, refusal)
    if not deliveries:
        raise Refused("nothing-failed", "Nothing has failed.", hint="Nothing is to be done.")
    return house.writer.redeliver(look.run, deliveries, by=by)
