"""What people do about deliveries by the console and the API, and who may."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.asking import Asking
from console.web.house import House
from console.web.reading import Look
from notices.core.permissions import check_communicates
from rehearsals.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class AcknowledgeDelivery(Command):
    """Say that whoever was sent a notice has read it."""

    delivery: str


def acknowledge_for(house: House, look: Look, asking: Asking, *, delivery: str, how: str) -> bool:
    """Note what somebody said who was sent a notice; whether that is new.

    Raises Refused, which is journalled, for whoever may not, and for a delivery there is not.
    """
    by = asking.by()
    refusal = check_communicates(
        asking.visitor.register,
        by["actor"],
        "say who has read a notice",
        live=look.state.mode == "live",
        now=look.real_now,
    )
    if refusal is not None:
        house.writer.deny(look.run, AcknowledgeDelivery(delivery=delivery, **by), refusal)
    return house.writer.acknowledge(look.run, delivery, how=how, by=by)
