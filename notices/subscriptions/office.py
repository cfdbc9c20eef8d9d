"""Where subscriptions are changed: a command in, its facts and what they have sent in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import RLock
from uuid import uuid4

from notices.subscriptions.asked import (
    PUBLIC,
    ExpireRequests,
    RequestRoute,
    SubscriptionCommand,
)
from notices.subscriptions.book import subscription_ledger
from notices.subscriptions.decide import decide
from notices.subscriptions.events import SubscriptionEvent
from notices.subscriptions.limits import expired
from notices.subscriptions.outgoing import outgoing
from notices.subscriptions.records import Subscriptions
from rehearsals.core.command import ENGINE, Refusal
from rehearsals.core.fact import Entered
from rehearsals.journal.port import Journal
from runbooks.errors import Refused


class SubscriptionOffice:
    """The subscriptions of a journal, for several threads at once.

    Who may is not asked here: see `permissions.py`, and for the public page the token of its link.
    """

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        """`now` gives real time, aware."""
        self._ledger = subscription_ledger(journal, now)
        self._now = now
        self._lock = RLock()

    def state(self) -> Subscriptions:
        """The subscriptions as they are now."""
        with self._lock:
            return self._ledger.state()

    def submit(self, command: SubscriptionCommand) -> tuple[Entered[SubscriptionEvent], ...]:
        """Decide a command, and make its facts durable with the messages that they have sent.

        Raises Refused with a stable code. What is refused to the public leaves no trace, or anybody
        could fill the journal; every other refusal is journalled.
        """
        with self._lock:
            if isinstance(command, RequestRoute):
                self.expire()
            if command.channel == PUBLIC:
                self._ask_first(command)
            return self._ledger.submit(command, deliveries=outgoing)

    def expire(self) -> int:
        """End the requests that nobody confirmed in time; how many there were.

        Any sender may call it now and then; it also happens before somebody asks for a route.
        """
        with self._lock:
            now = self._now()
            late = [one for one in self._ledger.state().routes.values() if expired(one, now)]
            if late:
                name = f"upkeep:{uuid4().hex}"
                self.submit(ExpireRequests(id=name, actor="upkeep", channel=ENGINE))
            return len(late)

    def _ask_first(self, command: SubscriptionCommand) -> None:
        answer = decide(self._ledger.state(), command, self._now())
        if isinstance(answer, Refusal):
            raise Refused(answer.code, answer.message, hint=answer.hint)
