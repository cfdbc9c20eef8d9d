"""A small world to send to: a mail relay, the sample receiver, a Slack; all on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from flows.sending import send_due
from notices.channels.addresses import Policy
from notices.channels.email import EmailChannel
from notices.channels.port import Channel
from notices.channels.slack import SlackWebhookChannel
from notices.channels.webhook import WebhookChannel
from notices.keys import Vault, vault_of
from notices.subscriptions import asked as a
from notices.subscriptions.book import subscriptions_of
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.links import route_by_token
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.records import RouteKind
from notices.subscriptions.testing import by
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.journal.sql import open_journal
from tests.notices.channels.mail_server import Relay, relaying, settings_for
from tests.notices.channels.slack_server import SlackServer, slack_server
from tests.notices.test_sample_receiver import Running, receiving

ENVIRON = {"CALLBOARD_NOTICES_KEY": "a key for tests and trials alone"}


@dataclass(kw_only=True)
class World:
    """Who is told, and by what."""

    settings: Settings
    relay: Relay
    slack: SlackServer
    receiver: Running
    vault: Vault
    #: What confirms routes, until then not sent.
    sent: list[str] = field(default_factory=list)

    @property
    def channels(self) -> Sequence[Channel]:
        """Channels that reach this world and nothing else."""
        return (
            EmailChannel(settings_for(self.relay.port)),
            WebhookChannel(Policy(loopback=True)),
            SlackWebhookChannel(origins=(self.slack.origin,)),
        )

    def subscribe(self, name: str, kind: RouteKind, **route: object) -> None:
        """Have a supplier told over one route, which is confirmed the way its kind is."""
        with closing(open_journal(self.settings.journal_path)) as journal:
            office = SubscriptionOffice(journal, SystemClock().now)
            if name not in office.state().subscribers:
                one = Organisation(name=name.title(), roles=("supplier",))
                office.submit(a.AddSubscriber(subscriber=name, organisation=one, **by()))
            office.submit(
                a.RequestRoute(subscriber=name, route=self._route(name, kind, **route), **by())
            )

    def confirm_all(self) -> None:
        """Send what confirms the routes; machines answer it, and people press the button."""
        due = send_due(self.settings, SystemClock().now, ENVIRON, channels=self.channels)
        asyncio.run(due)
        with closing(open_journal(self.settings.journal_path)) as journal:
            office = SubscriptionOffice(journal, SystemClock().now)
            for mail in self.relay.mails:
                text = mail.get_body(("plain",))
                assert text is not None
                token = text.get_content().partition("/n/c/")[2].split()[0]
                route = route_by_token(self.vault, office.state(), "confirm", token)
                assert route is not None
                office.submit(a.ConfirmRoute(route=route.id, **by()))
            routes = subscriptions_of(journal).routes.values()
        assert all(route.active for route in routes), [route.state for route in routes]
        self.relay.taken.clear()
        self.slack.posted.clear()

    def _route(self, name: str, kind: RouteKind, **route: object) -> NewRoute:
        address = {
            "email": f"{name}@supplier.example",
            "webhook": f"http://127.0.0.1:{self.receiver.port}/",
            "slack_webhook": self.slack.url,
        }[kind]
        kept = address if kind == "email" else self.vault.seal(address)
        return NewRoute(kind=kind, address=kept, shown=kind, mark=address, **route)  # type: ignore[arg-type]


@contextmanager
def a_world(folder: Path, webhook_route: str) -> Iterator[World]:
    """A data directory and the world around it; the receiver knows the secret of one route."""
    settings = Settings(home=folder / "home", url="https://callboard.example")
    vault = vault_of(settings.home, ENVIRON)
    with (
        relaying_beside() as relay,
        slack_server() as slack,
        receiving(folder, vault.webhook_secret(webhook_route, 1)) as receiver,
    ):
        yield World(settings=settings, relay=relay, slack=slack, receiver=receiver, vault=vault)


@contextmanager
def relaying_beside() -> Iterator[Relay]:
    """A mail relay on a thread of its own: the sender has another event loop."""
    relay, ready, over = Relay(), Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with relaying(relay):
            ready.set()
            await over.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield relay
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        loop.close()
