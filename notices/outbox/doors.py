"""How many messages go through to one place at a time, so that one that hangs holds nobody up.

What is claimed waits at the door of the place it goes to: a host, the mail relay, a Slack channel.
A door lets some through at a time, some of them no faster than one a second; all doors together let
through what one process can bear. Whoever waits at a door that is stuck is passed by the others,
and sent away where so many wait that there is no room for anybody else.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from notices.subscriptions.records import RouteKind

#: Messages to one host, or to the relay, at a time.
AT_ONE_DOOR = 8
#: Slack takes one message a second for each channel.
SLACK_PACE = 1.0
#: Seconds after which a full door is stuck from which nobody has come back.
STUCK_AFTER = 5.0

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """The way to one place."""

    name: str
    #: How many go through at a time.
    at_once: int = AT_ONE_DOOR
    #: Seconds between two that set out.
    pace: float = 0


def door_of(kind: RouteKind | str, route: str, host: str) -> Door:
    """The door of a route: a webhook's host, the relay for mail, for Slack each route's channel."""
    if kind in ("slack_webhook", "slack_bot"):
        return Door(name=f"slack/{route}", at_once=1, pace=SLACK_PACE)
    return Door(name=f"{kind}/{host}")


@dataclass(slots=True)
class _Queue(Generic[T]):
    door: Door
    waiting: deque[T] = field(default_factory=deque)
    through: int = 0
    #: When the next one may set out.
    free_at: float = 0
    #: When one set out last.
    moved_at: float = 0

    def is_stuck(self, now: float) -> bool:
        """Whether it is full of what does not come back."""
        return self.through >= self.door.at_once and now - self.moved_at >= STUCK_AFTER


class Doors(Generic[T]):
    """What waits at doors, and what is through them; each door has its turn."""

    def __init__(self, at_once: int, *, paced: bool = True) -> None:
        """`at_once`: through all doors together. Simulated time knows no pace."""
        self._at_once = at_once
        self._paced = paced
        self._queues: dict[str, _Queue[T]] = {}
        #: The names of the doors at which somebody waits, in the order of their turns.
        self._turns: deque[str] = deque()
        self.through = 0
        self.waiting = 0

    def put(self, door: Door, item: T) -> None:
        """Have something wait at a door."""
        queue = self._queues.setdefault(door.name, _Queue(door))
        if not queue.waiting:
            self._turns.append(door.name)
        queue.waiting.append(item)
        self.waiting += 1

    def take(self, now: float) -> tuple[Door, T] | None:
        """The next thing that may go through, at a time in seconds; None if nothing may."""
        if self.through >= self._at_once:
            return None
        for _ in range(len(self._turns)):
            queue = self._queues[self._turns.popleft()]
            if queue.through >= queue.door.at_once or queue.free_at > now:
                self._turns.append(queue.door.name)
                continue
            item = queue.waiting.popleft()
            if queue.waiting:
                self._turns.append(queue.door.name)
            queue.through += 1
            queue.moved_at = now
            self.through += 1
            self.waiting -= 1
            if self._paced:
                queue.free_at = now + queue.door.pace
            return queue.door, item
        return None

    def done(self, door: Door) -> None:
        """Something that went through a door has come back."""
        self._queues[door.name].through -= 1
        self.through -= 1

    def runnable(self) -> int:
        """How many of those that wait are held up by nothing but the others of their door."""
        return sum(
            min(len(queue.waiting), queue.door.at_once - queue.through)
            for queue in (self._queues[name] for name in self._turns)
        )

    def is_stuck(self, door: Door, now: float) -> bool:
        """Whether it is of no use to wait at a door, at a time in seconds."""
        queue = self._queues.get(door.name)
        return queue is not None and queue.is_stuck(now)

    def empty(self, stuck_at: float | None = None) -> list[T]:
        """All that waits, or what does at doors that are stuck at a time; it waits no more."""
        named = [
            name
            for name in self._turns
            if stuck_at is None or self._queues[name].is_stuck(stuck_at)
        ]
        waiting = [item for name in named for item in self._queues[name].waiting]
        for name in named:
            self._queues[name].waiting.clear()
            self._turns.remove(name)
        self.waiting -= len(waiting)
        return waiting
