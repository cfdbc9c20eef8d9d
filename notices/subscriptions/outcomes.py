"""What the outcome of a delivery means for its route: a machine that took the test is verified."""

from __future__ import annotations

from notices.channels.port import Answer
from notices.outbox.rows import TEST, DeliveryId
from notices.subscriptions import asked as a
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.records import Subscriptions
from rehearsals.core.command import ENGINE
from runbooks.errors import Refused

#: Who says so in the journal.
SENDER = "sender"
_TAKEN = ("accepted", "delivered")


def command_after(
    subs: Subscriptions, key: str, answer: Answer
) -> a.ConfirmRoute | a.DisableRoute | None:
    """The command that a delivery's outcome asks for, if any; it may be given again and again.

    The first signed test that a machine takes proves whose it is. That of a mailbox proves nothing:
    there somebody must press the button.
    """
    delivery = DeliveryId.of(key)
    route = subs.routes.get(delivery.route)
    if route is None or route.state == "removed":
        return None
    if answer.gone and route.state != "disabled":
        return a.DisableRoute(
            route=route.id,
            reason="its machine said that it is gone (410)",
            id=f"{SENDER}:{key}:gone:{route.asked}",
            actor=SENDER,
            channel=ENGINE,
        )
    took = delivery.event == TEST and answer.outcome in _TAKEN
    if took and route.state == "pending" and route.kind != "email":
        return a.ConfirmRoute(
            route=route.id, how="test", id=f"{SENDER}:{key}:taken", actor=SENDER, channel=ENGINE
        )
    return None


class Outcomes:
    """Tells the subscriptions what became of deliveries."""

    def __init__(self, office: SubscriptionOffice) -> None:
        self._office = office

    def report(self, key: str, answer: Answer) -> None:
        """Hand in what an outcome asks for; what changed meanwhile is left as it is."""
        command = command_after(self._office.state(), key, answer)
        if command is None:
            return
        try:
            self._office.submit(command)
        except Refused:
            return

    def on_taken(self, key: str) -> None:
        """A delivery was taken."""
        self.report(key, Answer(outcome="delivered", detail="taken"))

    def on_gone(self, key: str) -> None:
        """The route of a delivery is gone."""
        self.report(key, Answer(outcome="refused", detail="gone", gone=True))
