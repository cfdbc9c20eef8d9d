"""Webhooks: a notice as signed JSON, posted once to the address that a subscriber gave."""

from __future__ import annotations

import asyncio
import ssl

from notices.channels.addresses import INTERNET, Policy, check_url
from notices.channels.answers import answered, unanswered
from notices.channels.http_client import PATIENT, HttpClient, Patience, Unreached
from notices.channels.pinned import Resolver
from notices.channels.port import Answer, Message
from notices.channels.signing import signed_headers, user_agent
from notices.subscriptions.records import RouteKind


class WebhookChannel:
    """Posts messages as Standard Webhooks.

    `WebhookChannel()` reaches the open internet; `WebhookChannel(policy_of(environ))` what the
    operator allows besides (`http_settings.py`). For trials and measurements on this machine alone,
    `WebhookChannel(Policy(loopback=True))` posts to `http://127.0.0.1:PORT/...` too.

    Connections are kept for the next message as long as the event loop is the same; close it before
    its loop ends. After that it may be used again.
    """

    kinds: tuple[RouteKind, ...] = ("webhook",)

    def __init__(
        self,
        policy: Policy = INTERNET,
        *,
        patience: Patience = PATIENT,
        resolver: Resolver | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`resolver` and `context` by default are the system's; see `HttpClient`."""
        self._policy = policy
        self._patience = patience
        self._resolver = resolver
        self._context = context
        self._agent = user_agent()
        self._client: HttpClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def seconds(self) -> float:
        """The longest that one attempt can take."""
        return self._patience.total + 1

    async def deliver(self, message: Message, /) -> Answer:
        """Post once. The address is checked as it was when it was entered."""
        problem = check_url(message.address, self._policy)
        if problem:
            return Answer(outcome="refused", detail=problem)
        headers = {
            "content-type": "application/json",
            "user-agent": self._agent,
            **signed_headers(
                message_id=message.id,
                at=message.at,
                payload=message.payload,
                secrets=message.secrets,
            ),
        }
        try:
            reply = await self._here().post(message.address, headers=headers, body=message.payload)
        except Unreached as unreached:
            return unanswered(unreached.why)
        return answered(reply.status, reply.headers, at=message.at)

    async def close(self) -> None:
        """Let go of connections; a second call does nothing."""
        client, self._client = self._client, None
        if client:
            await client.close()

    def _here(self) -> HttpClient:
        """The client of this event loop: connections cannot be used in another one."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._loop = loop
            self._client = HttpClient(
                self._policy,
                patience=self._patience,
                resolver=self._resolver,
                context=self._context,
            )
        return self._client
