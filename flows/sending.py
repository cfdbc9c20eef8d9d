"""Sending notices: beside whatever else a process does, until it is told to stop, or once.

However many send at the same time, a delivery is in one sender's hand, and a crash only has it
taken up again. Each sender has a journal and an event loop of its own, so that a slow receiver
holds up neither the engine nor the mirror.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime

from flows.channels import channels_of
from notices.channels.port import Channel
from notices.keys import vault_of
from notices.outbox.letters import Letters
from notices.outbox.pulse import Pulse
from notices.outbox.rows import POST
from notices.outbox.sender import Sender, Stopping
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.outcomes import Outcomes
from rehearsals.engine.settings import Settings
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal

#: Where links lead if nobody said where the web console is reached.
HERE = "http://127.0.0.1:8600"


def sender_on(
    journal: Journal,
    settings: Settings,
    channels: Sequence[Channel],
    now: Callable[[], datetime],
    *,
    environ: Mapping[str, str],
    pool: str = POST,
) -> Sender:
    """A sender for a pool of a journal; raises SettingsError. `now` gives real time (aware)."""
    letters = Letters(journal, vault_of(settings.home, environ), settings.url or HERE)
    outcomes = Outcomes(SubscriptionOffice(journal, now))
    return Sender(journal, pool, channels, letters, now, listener=outcomes)


async def send_until(
    settings: Settings,
    stop: Stopping,
    now: Callable[[], datetime],
    environ: Mapping[str, str],
    *,
    channels: Sequence[Channel] | None = None,
) -> None:
    """Send whatever becomes due until told to stop, over the channels that `environ` sets up.

    Or over `channels`. Raises JournalError and SettingsError.
    """
    channels = channels_of(environ) if channels is None else channels
    with closing(open_journal(settings.journal_path)) as journal:
        sender = sender_on(journal, settings, channels, now, environ=environ)
        try:
            async with Pulse(journal, now):
                await sender.run(stop)
        finally:
            await close_all(channels)


async def send_due(
    settings: Settings,
    now: Callable[[], datetime],
    environ: Mapping[str, str],
    *,
    channels: Sequence[Channel] | None = None,
) -> datetime | None:
    """Send all that is due now, and end; when the next is due. Raises as `send_until` does."""
    channels = channels_of(environ) if channels is None else channels
    with closing(open_journal(settings.journal_path)) as journal:
        sender = sender_on(journal, settings, channels, now, environ=environ)
        try:
            return await sender.drain(now())
        finally:
            await close_all(channels)


async def close_all(channels: Sequence[Channel]) -> None:
    """Let go of all connections."""
    for channel in channels:
        await channel.close()
