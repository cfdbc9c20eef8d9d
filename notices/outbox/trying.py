"""One attempt at a delivery: composing, sending, and what came of it, whatever that is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from notices.channels.port import Answer, Channel, Message
from notices.outbox.letters import Letters, Suppress
from notices.outbox.suppressing import why_too_late
from notices.outbox.warning_rows import leads_to_person
from rehearsals.journal.port import Claim
from runbooks.errors import CallboardError

_LOG = logging.getLogger(__name__)
#: Seconds beyond a channel's own limit after which an attempt is given up from outside.
GRACE = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A claim, and what came of it: an answer, a reason not to send it, or nothing at all."""

    claim: Claim
    #: When it began and ended (UTC).
    at: datetime
    ended: datetime
    answer: Answer | None = None
    #: Why it was not sent; None: it was, or was not begun.
    suppressed: Suppress | None = None
    #: Of what was not begun: until when it is left to wait; None: it is due as it was.
    put_off: datetime | None = None


class Trying:
    """Composes and sends. What either raises is an attempt that failed: it stops no other."""

    def __init__(
        self,
        channels: Iterable[Channel],
        letters: Letters,
        real_now: Callable[[], datetime],
        grace: float = GRACE,
    ) -> None:
        """Messages bear the real time: receivers refuse a signature that is not of these minutes.

        Also in a simulated run, whose attempts stand in the journal at the run's own time.
        """
        self._letters = letters
        self._real_now = real_now
        self._grace = grace
        self._channels = {kind: channel for channel in channels for kind in channel.kinds}

    @property
    def longest(self) -> float:
        """Seconds that one attempt takes at most."""
        return self._grace + max(
            (channel.seconds for channel in self._channels.values()), default=0
        )

    async def attempt(self, claim: Claim, now: Callable[[], datetime]) -> Tried:
        """Try once, for all channels the same way."""
        at = now()
        if late := why_too_late(claim, at):
            return Tried(claim=claim, at=at, ended=at, suppressed=Suppress(reason=late))
        message = self._composed(claim, self._real_now())
        if isinstance(message, Message) and self._is_for_nobody(message):
            message = Suppress(reason=f"no channel for {message.route.kind} is set up")
        if isinstance(message, Suppress):
            return Tried(claim=claim, at=at, ended=at, suppressed=message)
        answer = message if isinstance(message, Answer) else await self._sent(message)
        return Tried(claim=claim, at=at, ended=now(), answer=answer)

    def _composed(self, claim: Claim, at: datetime) -> Message | Suppress | Answer:
        try:
            return self._letters.message(claim, at)
        except CallboardError as error:
            return _failed(f"it cannot be composed: {error.message}")
        except Exception as error:  # noqa: BLE001 - one bad delivery stops no other
            _LOG.exception("%s cannot be composed", claim.key)
            return _failed(f"it cannot be composed ({type(error).__name__})")

    def _is_for_nobody(self, message: Message) -> bool:
        """Whether it warns somebody whom nothing leads to: they see it in the console anyway."""
        return message.route.kind not in self._channels and leads_to_person(message.key)

    async def _sent(self, message: Message) -> Answer:
        channel = self._channels.get(message.route.kind)
        if channel is None:
            return _failed(f"no channel for {message.route.kind} is set up")
        try:
            async with asyncio.timeout(channel.seconds + self._grace):
                return await channel.deliver(message)
        except TimeoutError:
            return _failed("it took too long")
        except Exception as error:  # noqa: BLE001 - as above
            _LOG.exception("The channel of %s raised", message.key)
            return _failed(f"the channel has a fault ({type(error).__name__})")


def _failed(detail: str) -> Answer:
    return Answer(outcome="failed", detail=detail)
