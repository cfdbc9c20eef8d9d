"""Idempotency keys: what is sent again under the same key is done once, and answered the same.

The key becomes part of the id of the command, with a digest of what was asked. So it lasts as long
as the journal does, for everybody who reads it, and nothing else is kept. A key is somebody's own;
it counts in the run, or the register, that it is used in.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Annotated, Any

from fastapi import Depends, Header

from console.api.problems import ApiProblem
from console.web.asking import Asking
from console.web.visitor import Visitor
from runbooks.clocktime import rfc3339

HEADER = "Idempotency-Key"
#: A key, as a structured field writes it, or bare. With a digest behind it, it is no longer than
#: the key of a command may be.
LONGEST = 64
PATTERN = rf'^"?([!#-~]{{1,{LONGEST}}})"?$'
_DIGITS = 24


def _key(
    idempotency_key: Annotated[
        str | None,
        Header(
            alias=HEADER,
            description="Chosen by the client for each write: 1 to 64 letters, digits or marks. "
            "The same key with the same body is done once.",
        ),
    ] = None,
) -> str:
    """The key of a write; raises ApiProblem for none, and for one that is none."""
    given = (idempotency_key or "").strip()
    if not given:
        raise ApiProblem(
            400,
            "key-missing",
            "A write carries a key, so that it is done once however often it is sent.",
            f"Send a new one in the header {HEADER}, such as a UUID.",
        )
    found = re.fullmatch(PATTERN, given)
    if found is None:
        raise ApiProblem(
            400,
            "bad-key",
            f"A key has 1 to {LONGEST} plain characters without spaces.",
            f"Send another one in the header {HEADER}.",
        )
    return found[1]


#: The key of a write.
Key = Annotated[str, Depends(_key)]


def digest_of(name: str, body: Any) -> str:
    """A digest of what was asked, by which another wish under the same key is told apart."""
    text = json.dumps([name, body], sort_keys=True, default=_word)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _word(value: Any) -> str:
    return rfc3339(value) if hasattr(value, "tzinfo") else str(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Once:
    """What somebody asks under a key."""

    asking: Asking

    @property
    def id(self) -> str:
        """The id of the command."""
        return self.asking.by()["id"]

    @property
    def own(self) -> str:
        """The key, as somebody's own: the id without the digest of what was asked."""
        return self.id.rpartition("~")[0]

    def done_before(self, commands: Iterable[str]) -> bool:
        """Whether it was done already, by the ids of commands; raises ApiProblem.

        It does for a key under which something else was done.
        """
        wanted, mine = self.id, self.own
        others = False
        for command in commands:
            if command == wanted:
                return True
            others = others or command.rpartition("~")[0] == mine
        if others:
            raise reused()
        return False


def reused() -> ApiProblem:
    """That something else was done under a key."""
    return ApiProblem(
        422,
        "key-reused",
        "Something else was done under this key; nothing was done now.",
        f"Send what is new with a new {HEADER}.",
    )


def once(visitor: Visitor, key: str, name: str, body: Any, **more: Any) -> Once:
    """What somebody asks under a key; `more` are fields of `Asking`."""
    keyed = f"{key}~{digest_of(name, body)}"
    return Once(asking=replace(Asking(visitor=visitor, door="api", key=keyed), **more))


class Underway:
    """The keys whose writes are being done just now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ids: set[str] = set()

    @contextmanager
    def hold(self, asked: Once, where: str) -> Iterator[None]:
        """Do a write; raises ApiProblem if one is being done under the same key."""
        name = f"{where}:{asked.own}"
        with self._lock:
            if name in self._ids:
                raise ApiProblem(
                    409,
                    "key-in-use",
                    "A write under this key is being done just now.",
                    "Wait for its answer, or send it again in a moment.",
                )
            self._ids.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._ids.discard(name)
