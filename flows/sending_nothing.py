"""A channel that is not set up: every delivery over it fails, and says what is missing."""

from __future__ import annotations

from notices.channels.port import Answer, Message
from notices.subscriptions.records import RouteKind

#: What is answered where a setting cannot be understood; which one, `callboard doctor` says.
MISSET = "is set up wrongly; see `callboard doctor`"


class Unset:
    """Takes nothing: tried again and again, and soon a matter for fallback and operator."""

    def __init__(self, kinds: tuple[RouteKind, ...], why: str) -> None:
        """`why` is what a person is told, such as `no mail server is configured`."""
        self.kinds = kinds
        self.seconds = 1.0
        self._answer = Answer(outcome="failed", detail=why)

    async def deliver(self, message: Message, /) -> Answer:  # noqa: ARG002 - it goes nowhere
        """Say why it cannot be delivered."""
        return self._answer

    async def close(self) -> None:
        """Nothing to let go of."""
