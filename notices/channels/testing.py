"""A channel for tests and trials: answers as it is told, and remembers what it was given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from notices.channels.port import Answer, Message
from notices.subscriptions.records import RouteKind

TAKEN = Answer(outcome="delivered", status=200, detail="ok")


class ScriptedChannel:
    """Gives the scripted answers in turn, then takes everything; raises those that are errors."""

    def __init__(
        self,
        answers: Iterable[Answer | Exception] = (),
        *,
        kinds: tuple[RouteKind, ...] = ("email", "webhook", "slack_webhook", "slack_bot"),
    ) -> None:
        self.kinds = kinds
        self.seconds = 5.0
        self.taken: list[Message] = []
        self._answers = deque(answers)

    async def deliver(self, message: Message, /) -> Answer:
        """Remember the message, and answer."""
        self.taken.append(message)
        answer = self._answers.popleft() if self._answers else TAKEN
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def close(self) -> None:
        """Nothing to let go of."""
