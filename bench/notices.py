"""Deliveries per second, ours against a bare httpx loop that posts the same bodies.

Run it with `python -m bench.notices [DELIVERIES]` on the disk to be measured: it works in a
temporary directory under the working directory. Ours is all that a delivery takes: claiming it,
composing and signing the message, posting it over a connection whose address was checked, and
writing down what was answered, durably. The bare loop posts the same bodies to the same receivers,
as many at a time, and does nothing else.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bench.notices_receiver import listening, receiver_process
from notices.channels.addresses import Policy
from notices.channels.webhook import WebhookChannel
from notices.outbox.rows import POST
from notices.outbox.sender import Limits, Sender
from notices.outbox.state import deliveries_of
from notices.outbox.testing import (
    a_notice,
    a_route,
    a_subscriber,
    letters_on,
    open_a_run,
    publish,
    subscribe,
)
from notices.subscriptions.events import SubscriptionEvent
from notices.wording.payload import payload_of
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal

ROUNDS = 3
#: The least share of the bare loop's rate that is good enough.
TARGET = 0.5
HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 11))
AT_ONCE = Limits().at_once


def main(arguments: Sequence[str]) -> int:
    """Print the rates, their ratio, and how long the last delivery took; 1 if it is too slow."""
    count = int(arguments[0]) if arguments else 10_000
    sockets = listening(HOSTS)
    receiver = receiver_process(sockets, reads=False)
    urls = [f"http://{host}:{port}" for host, port, *_ in (one.getsockname() for one in sockets)]
    try:
        ratio = measure(urls, count)
    finally:
        os.kill(receiver, signal.SIGKILL)
        os.waitpid(receiver, 0)
        _close(sockets)
    return 0 if ratio >= TARGET else 1


def measure(urls: Sequence[str], count: int) -> float:
    """The median over the rounds of our rate divided by the bare one; printed with the rest."""
    ours, bare, last, slow = [], [], [], []
    for _ in range(ROUNDS):
        bare.append(count / asyncio.run(_bare(urls, count)))
        with (
            tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
            closing(open_journal(Path(folder) / "journal.sqlite")) as journal,
        ):
            seconds, latencies = _ours(journal, urls, count)
        ours.append(count / seconds)
        last.append(max(latencies))
        slow.append(statistics.quantiles(latencies, n=100)[98])
        gc.collect()
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    sys.stdout.write(
        f"notices: {statistics.median(ours):,.0f} deliveries/s, bare httpx"
        f" {statistics.median(bare):,.0f} posts/s, ratio {ratio:.2f}; of {count:,} deliveries the"
        f" last {statistics.median(last):.1f} s after publishing, 99 % within"
        f" {statistics.median(slow):.1f} s (medians of {ROUNDS})\n"
    )
    return ratio


def _ours(journal: Journal, urls: Sequence[str], count: int) -> tuple[float, list[float]]:
    """The seconds from publishing to the last settlement, and each delivery's from publishing."""
    routes = [f"acme-{number}" for number in range(1, count + 1)]
    events: list[SubscriptionEvent] = []
    for number, route in enumerate(routes):
        events += a_route(route, f"{urls[number % len(urls)]}/{route}")
    open_a_run(journal)
    subscribe(journal, a_subscriber(), *events)
    began, published = time.perf_counter(), datetime.now(UTC)
    publish(journal, a_notice(), routes, due_at=published)
    asyncio.run(_send(journal))
    seconds = time.perf_counter() - began
    book = deliveries_of(journal, "DR1", datetime.now(UTC))
    ends = [
        one.attempts[-1].at + timedelta(milliseconds=one.attempts[-1].took)
        for one in book.deliveries.values()
        if one.state == "delivered"
    ]
    if len(ends) != count:
        raise AssertionError(f"{count - len(ends)} were not delivered")
    return seconds, [(end - published).total_seconds() for end in ends]


async def _send(journal: Journal) -> None:
    """Run a sender until nothing is due any more."""
    stop = asyncio.Event()
    channel = WebhookChannel(Policy(loopback=True))
    sender = Sender(journal, POST, [channel], letters_on(journal), lambda: datetime.now(UTC))
    running = asyncio.create_task(sender.run(stop))
    try:
        while not running.done():
            await asyncio.sleep(0.05)
            if not await asyncio.to_thread(lambda: journal.waiting(POST, datetime.now(UTC)).due):
                break
    finally:
        stop.set()
        await running
        await channel.close()


async def _bare(urls: Sequence[str], count: int) -> float:
    """The seconds in which httpx posts as many bodies, as many at a time."""
    body = payload_of(a_notice()).encode()
    numbers = iter(range(count))
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    async with httpx.AsyncClient(limits=limits, trust_env=False) as client:

        async def post() -> None:
            for number in numbers:
                url = f"{urls[number % len(urls)]}/acme-{number}"
                reply = await client.post(
                    url, content=body, headers={"content-type": "application/json"}
                )
                reply.raise_for_status()

        began = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(AT_ONCE)))
        return time.perf_counter() - began


def _close(sockets: Sequence[socket.socket]) -> None:
    for one in sockets:
        one.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
