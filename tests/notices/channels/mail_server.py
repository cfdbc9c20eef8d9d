"""A mail server on this machine, aiosmtpd, in the event loop of the test that talks to it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from notices.channels.mail_settings import MailSettings

#: Said in place of an answer: the connection is cut, as by a relay that dies.
CUT = "cut"
USER, PASSWORD = "notices", "a password of the relay"


@dataclass
class Relay:
    """Answers as it is told, then takes everything; remembers what it took."""

    #: What is answered in turn to MAIL, RCPT and the message.
    to_mail: list[str] = field(default_factory=list)
    to_rcpt: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    #: Sender, recipients and the bytes as they came.
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    connections: int = 0
    encrypted: list[bool] = field(default_factory=list)
    port: int = 0
    _open: list[SMTP] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """What it took, read as a mail program reads it."""
        read = (message_from_bytes(raw, policy=policy.default) for *_, raw in self.taken)
        return [mail for mail in read if isinstance(mail, EmailMessage)]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Answer as told, and note the sender if it is a yes."""
        answer = self.to_mail.pop(0) if self.to_mail else "250 OK"
        if answer.startswith("2"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Answer as told, and note the recipient if it is a yes."""
        answer = self.to_rcpt.pop(0) if self.to_rcpt else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the message, and answer as told."""
        assert isinstance(envelope.content, bytes)
        self.taken.append((str(envelope.mail_from), list(envelope.rcpt_tos), envelope.content))
        self.encrypted.append(session.ssl is not None)
        answer = self.to_data.pop(0) if self.to_data else "250 2.0.0 Ok: queued as 4F2A1"
        if answer == CUT:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return answer

    def hang_up(self) -> None:
        """Close every connection, as a relay does that was idle for too long."""
        for server in self._open:
            if server.transport is not None:
                server.transport.close()

    def made(self, options: dict[str, Any]) -> SMTP:
        """One more connection."""
        self.connections += 1
        server = SMTP(self, hostname="relay.test", **options)
        self._open.append(server)
        return server


@asynccontextmanager
async def relaying(
    relay: Relay, *, tls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[Relay]:
    """The relay listening on a free port while the block lasts; `tls` encrypts from the start."""
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: relay.made({"loop": loop} | options), "127.0.0.1", 0, ssl=tls
    )
    relay.port = listening.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        listening.close()
        relay.hang_up()
        await listening.wait_closed()


def only_with_the_password(
    _: SMTP, __: Session, ___: Envelope, ____: str, given: Any
) -> AuthResult:
    """Lets in who knows the password."""
    right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def settings_for(port: int, **fields: Any) -> MailSettings:
    """A relay on this machine, in clear."""
    usual: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender_name": "Outage notices",
        "sender": "notices@programme.example",
        "bounces_to": "bounces@programme.example",
        "domain": "notices.programme.example",
        "list_id": "outage-notices.programme.example",
    }
    return MailSettings(**usual | fields)
