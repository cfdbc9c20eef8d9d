"""Senders that are killed at random moments: nothing is lost, and nobody is shown anything twice.

Run it with `python -m bench.notices_killed [DELIVERIES] [KILLS]`. Two processes send to a receiver
on this machine; one of them is killed (`SIGKILL`) again and again and replaced, and half-way a
newer revision of everything is published. At the end every route must have been shown the newest
revision, every revision that came twice must have come under one id, and none may wait any more.
One route more is the receiver of the documentation, which is told of a notice for every twenty
deliveries: it must have each at its newest revision, and have shown none twice.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Never

from bench.notices_judged import Found, judged
from bench.notices_receiver import listening, receiver_process, report_of
from bench.notices_sample import Sample, sample_receiver, subscribe_sample
from notices.channels.addresses import Policy
from notices.channels.http_client import Patience
from notices.channels.webhook import WebhookChannel
from notices.outbox.rows import POST
from notices.outbox.sender import Limits, Sender
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
from rehearsals.journal.sql import open_journal

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")
#: Attempts are short here, so that claims run out soon after a kill.
PATIENCE = Patience(connect=1, total=1, body=0.5)
LIMITS = Limits(claimed=40, in_hand=60, lease=3, margin=0.3, grace=0.3)
#: Seconds that a sender lives once it has begun, at most; seconds for everything.
LIFE, LAST = 0.25, 600.0


def main(arguments: Sequence[str]) -> int:
    """Print what was found; 1 if anything was lost, doubled, or left."""
    deliveries = int(arguments[0]) if arguments else 5000
    kills = int(arguments[1]) if len(arguments) > 1 else 60
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        found = trial(Path(folder) / "journal.sqlite", deliveries, kills)
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"notices, killed: {deliveries:,} deliveries, {found.kills} kills, {found.posts:,} posts,"
        f" {found.twice} came twice ({found.under_two_ids} under two ids), {found.lost} lost,"
        f" {found.doubled} shown twice, {found.waiting} left, {found.amiss} amiss at the sample,"
        f" {seconds:.0f} s\n"
    )
    return 0 if found.well else 1


def trial(path: Path, deliveries: int, kills: int) -> Found:
    """Deliver so many, with so many kills: half of them of a first revision, half of a second."""
    with sample_receiver(path.parent, deliveries // 20) as sample:
        return _trial(path, deliveries, kills, sample)


def _trial(path: Path, deliveries: int, kills: int, sample: Sample) -> Found:
    sockets = listening(HOSTS)
    routes = prepared(path, sockets, deliveries // 2, sample)
    receiver = receiver_process(sockets, reads=True, drops=0.002)
    senders = [sender_process(path), sender_process(path)]
    try:
        done = kill_and_replace(path, routes, senders, kills, sample)
        report = report_of(sockets[0])
    finally:
        for process in (*senders, receiver):
            end(process)
        for one in sockets:
            one.close()
    found = judged(report, routes, kills=done, waiting=waiting(path))
    return replace(found, amiss=sample.amiss(1))


def prepared(path: Path, sockets: Sequence[socket.socket], count: int, sample: Sample) -> list[str]:
    """A journal with so many routes and the sample's, and a revision on its way to all of them."""
    routes = [f"acme-{number}" for number in range(1, count + 1)]
    places = [one.getsockname()[:2] for one in sockets]
    with closing(open_journal(path)) as journal:
        open_a_run(journal)
        subscribe(journal, a_subscriber())
        events: list[SubscriptionEvent] = []
        for number, route in enumerate(routes):
            host, port = places[number % len(places)]
            events += a_route(route, f"http://{host}:{port}/{route}")
        subscribe(journal, *events)
        publish(journal, a_notice(), routes, due_at=datetime.now(UTC))
        subscribe_sample(journal, sample)
        sample.tell(journal, 0)
    return routes


def sender_process(path: Path) -> int:
    """Fork a process that sends until it is killed; its id."""
    child = os.fork()
    if child:
        return child
    try:
        asyncio.run(_send(path))
    finally:
        os._exit(1)


async def _send(path: Path) -> Never:
    channel = WebhookChannel(Policy(loopback=True), patience=PATIENCE)
    journal = open_journal(path)
    sender = Sender(
        journal, POST, [channel], letters_on(journal), lambda: datetime.now(UTC), limits=LIMITS
    )
    await sender.run(asyncio.Event())
    raise AssertionError("nobody told it to stop")


def kill_and_replace(
    path: Path, routes: Sequence[str], senders: list[int], kills: int, sample: Sample
) -> int:
    """Kill senders until enough have died and nothing waits any more; how many have."""
    chance, done, until = random.Random(7), 0, time.monotonic() + LAST  # noqa: S311 - no secret
    second = False
    while time.monotonic() < until:
        time.sleep(chance.uniform(0, LIFE))
        left = waiting(path)
        if not second and left < len(routes) / 2:
            second = True
            with closing(open_journal(path)) as journal:
                publish(journal, a_notice(1), routes, due_at=datetime.now(UTC))
                sample.tell(journal, 1)
            continue
        if second and not left and done >= kills:
            break
        if done < kills:
            victim = chance.randrange(len(senders))
            end(senders[victim])
            senders[victim] = sender_process(path)
            done += 1
    return done


def end(process: int) -> None:
    """Kill a process of ours, and wait until it is gone."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def waiting(path: Path) -> int:
    """How many deliveries wait; asked on a connection of its own, which no child inherits."""
    with closing(sqlite3.connect(path, timeout=30)) as raw:
        found = raw.execute("SELECT count(*) FROM deliveries WHERE place = 'waiting'").fetchone()
    return int(found[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
