"""The channel of e-mail: one message to one address, handed to the relay of the settings."""

from __future__ import annotations

import asyncio

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from notices.channels.mail import mail_of
from notices.channels.mail_answers import Stage, broken, replied
from notices.channels.mail_connections import MOST, Connections
from notices.channels.mail_settings import MailSettings
from notices.channels.mail_values import address_in
from notices.channels.port import Answer, Message
from notices.subscriptions.records import RouteKind

#: Seconds that one attempt takes at most, with the wait for a free connection.
LONGEST = 60.0
_FIRST_NO = 400


class EmailChannel:
    """Hands each message to the relay on a connection that is kept for the next one.

    `accepted` is the best that can be known here: the relay has taken it, and says under which
    number it waits there. Everything else shows in what comes back to the sender of the envelope.
    """

    kinds: tuple[RouteKind, ...] = ("email",)

    def __init__(
        self, settings: MailSettings, *, connections: int = MOST, longest: float = LONGEST
    ) -> None:
        """Keep the settings; `connections` at a time, `longest` seconds for an attempt."""
        self._settings = settings
        self._connections = Connections(settings, most=connections)
        self._secrets = (settings.user, settings.password)
        self.seconds = longest

    async def deliver(self, message: Message, /) -> Answer:
        """Hand the message over once."""
        try:
            recipient = address_in(message.address)
        except ValueError:
            return Answer(outcome="refused", detail="the address is none that mail can be sent to")
        attempt = _Attempt(self._settings, recipient, mail_of(message, self._settings))
        try:
            async with asyncio.timeout(self.seconds), self._connections.one() as smtp:
                return await attempt.made_on(smtp, self._secrets)
        except SMTPResponseException as error:
            return replied(error.code, str(error.message), attempt.stage, self._secrets)
        except TimeoutError:
            return broken(attempt.stage, "it took too long", self._secrets)
        except (SMTPException, OSError) as error:
            return broken(attempt.stage, str(error), self._secrets)

    async def close(self) -> None:
        """Part from the relay."""
        await self._connections.close()


class _Attempt:
    """One conversation about one message, and how far it has come."""

    def __init__(self, settings: MailSettings, recipient: str, mail: bytes) -> None:
        self.stage: Stage = "connecting"
        self._sender, self._recipient, self._mail = settings.bounces_to, recipient, mail

    async def made_on(self, smtp: SMTP, secrets: tuple[str, ...]) -> Answer:
        """The relay's answer; one that says no leaves the connection fit for the next message."""
        try:
            self.stage = "envelope"
            await smtp.mail(self._sender)
            await smtp.rcpt(self._recipient)
            self.stage = "content"
            taken = await smtp.data(self._mail)
        except SMTPResponseException as error:
            if error.code < _FIRST_NO:  # out of step with the relay: no more on this connection
                smtp.close()
            return replied(error.code, str(error.message), self.stage, secrets)
        return replied(taken.code, taken.message, self.stage, secrets)
