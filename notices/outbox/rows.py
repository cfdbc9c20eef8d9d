"""What a delivery is known by, and the row that puts it on its way.

A key is `notice/revision/event/route`, where `event` is `said` for the revision itself and
`reminder:RUNG` for a reminder of it; so nobody is ever told the same thing twice by a second row.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from rehearsals.journal.port import NewDelivery
from runbooks.clocktime import from_rfc3339, rfc3339

#: The pool that every sender serves; a simulated run has one of its own, in its own time.
POST = "post"
#: The topic of what is sent to confirm or to test a route.
SUBSCRIPTIONS = "subscriptions"
SAID, CONFIRM, TEST, WARNING = "said", "confirm", "test", "warning"
#: How the event of a reminder begins; its rung follows.
REMINDED = "reminder:"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryId:
    """The parts of a delivery's key."""

    #: The notice's id; of what confirms or tests a route, `-`.
    notice: str
    revision: int
    #: `said`, `reminder:RUNG`, `confirm`, `test`, `warning:...`.
    event: str
    route: str

    @property
    def key(self) -> str:
        """The parts in one line; none of them holds a slash."""
        return f"{self.notice}/{self.revision}/{self.event}/{self.route}"

    @classmethod
    def of(cls, key: str) -> DeliveryId:
        """The parts of a key; raises ValueError for what is none."""
        notice, revision, event, route = key.split("/")
        return cls(notice=notice, revision=int(revision), event=event, route=route)


def message_id(key: str) -> str:
    """What a message is known by on the wire: the same on every attempt, and without a dot."""
    return f"msg_{b32encode(sha256(key.encode()).digest())[:26].decode()}"


def notices_stream(run: str) -> str:
    """The stream that holds the notices of a run."""
    return f"notices/{run}"


def deliveries_stream(topic: str) -> str:
    """The stream that says what became of the deliveries of a topic."""
    return f"deliveries/{topic}"


def simulated_pool(run: str) -> str:
    """The pool of a simulated run, which only its own process serves."""
    return f"simulated/{run}"


def rows_of(
    *,
    topic: str,
    pool: str,
    notice: str,
    revision: int,
    event: str,
    routes: Sequence[str],
    due_at: datetime,
    deadline: datetime | None,
) -> tuple[NewDelivery, ...]:
    """A row for each route, due at a real instant.

    `deadline` (real time) is when the message is of no more use: the next reminder, or the start.
    Rows of one notice and route share a lane, in which a newer revision supersedes what still
    waits; so does a reminder, which says the same once more. What is not superseded is sent one
    after the other.
    """
    order = revision * 100 + (0 if event == SAID else 1)
    return tuple(
        NewDelivery(
            key=DeliveryId(notice=notice, revision=revision, event=event, route=route).key,
            topic=topic,
            pool=pool,
            due_at=due_at,
            lane=f"{notice}/{route}",
            rank=order,
            payload={
                "at": rfc3339(due_at),
                "deadline": None if deadline is None else rfc3339(deadline),
            },
        )
        for route in routes
    )


def deadline_of(payload: Mapping[str, Any]) -> datetime | None:
    """When the message of a row is of no more use; None: never."""
    text = payload.get("deadline")
    return from_rfc3339(text) if text else None


def asked_at(payload: Mapping[str, Any]) -> datetime | None:
    """When a row was first due, however often it was put off since; None if it does not say."""
    text = payload.get("at")
    return from_rfc3339(text) if text else None
