"""Connections to the relay that are used again and again, a few at a time.

Before a kept one is used again it is asked to forget what was before (RSET): whether the relay has
closed it meanwhile shows then, and not in the middle of a message.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiosmtplib import SMTP, SMTPException

from notices.channels.mail_settings import MailSettings

#: Seconds for each step of a conversation, for a kept connection to answer, and for parting.
STEP, RECALL, PARTING = 30.0, 5.0, 2.0
#: Connections at a time; relays commonly allow ten and more from one address.
MOST = 4


class Connections:
    """A few connections to one relay, encrypted and logged in as the settings say."""

    def __init__(self, settings: MailSettings, *, most: int = MOST) -> None:
        """Read the certificates to trust; nothing is connected yet."""
        self._settings = settings
        self._most = most
        self._context = (
            None
            if settings.security == "none"
            else ssl.create_default_context(cafile=settings.ca or None)
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._idle: list[SMTP] = []
        self._places = asyncio.Semaphore(most)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[SMTP]:
        """A connection that is ready for a message; one whose use raises is not used again."""
        self._settle_here()
        async with self._places:
            smtp = await self._kept() or await self._made()
            try:
                yield smtp
            except BaseException:
                smtp.close()
                raise
            if smtp.is_connected:
                self._idle.append(smtp)

    async def close(self) -> None:
        """Part from the relay; a second call does nothing."""
        self._settle_here()
        while self._idle:
            smtp = self._idle.pop()
            with suppress(SMTPException, OSError):
                await smtp.quit(timeout=PARTING)
            smtp.close()

    async def _kept(self) -> SMTP | None:
        """A kept connection that still answers, the one that was used last."""
        while self._idle:
            smtp = self._idle.pop()
            try:
                await smtp.rset(timeout=RECALL)
            except (SMTPException, OSError):
                smtp.close()
            except BaseException:
                smtp.close()
                raise
            else:
                return smtp
        return None

    async def _made(self) -> SMTP:
        """A new connection. `starttls` is insisted on: a relay without it is not talked to."""
        settings = self._settings
        smtp = SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.user or None,
            password=settings.password or None,
            local_hostname=settings.domain,
            timeout=STEP,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=self._context,
        )
        try:
            await smtp.connect()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _settle_here(self) -> None:
        """Forget connections of an event loop that has ended: they ended with it."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._idle = loop, []
            self._places = asyncio.Semaphore(self._most)
