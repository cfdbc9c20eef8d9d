"""What is typed into the forms of the subscribers' pages, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.web.asking import Asking
from console.web.house import House
from console.web.subscribing import Typed
from console.web.typed_values import Misread


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form as it was sent, and by whom."""

    house: House
    asking: Asking
    data: Mapping[str, Any]

    def word(self, name: str) -> str:
        """A field; empty if it is not there."""
        return word_in(self.data, name)

    def needed(self, name: str, what: str) -> str:
        """A field that there must be; raises Misread."""
        if not self.word(name):
            raise Misread({name: what})
        return self.word(name)

    @property
    def route(self) -> dict[str, str]:
        """Which route it is about."""
        return {"route": self.word("route")}

    @property
    def reasoned(self) -> dict[str, str]:
        """Which route, and why."""
        return {**self.route, "reason": self.needed("reason", "Say why: it stays in the journal.")}


def word_in(data: Mapping[str, Any], name: str) -> str:
    """A field of a form; empty if it is not there."""
    value = data.get(name, "")
    return value if isinstance(value, str) else ""


def many_in(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """All boxes of a name that were ticked, each once."""
    value = data.get(name, ())
    several = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(one for one in several if isinstance(one, str) and one))


def typed_route(data: Mapping[str, Any]) -> Typed:
    """A route as it was typed."""
    return Typed(
        kind=word_in(data, "kind") or "email",
        address=word_in(data, "address"),
        label=word_in(data, "label"),
        systems=many_in(data, "systems"),
        environments=word_in(data, "environments"),
        role_mailbox=bool(word_in(data, "role_mailbox")),
        calendar=bool(word_in(data, "calendar")),
        test=bool(word_in(data, "test")),
        fallback=bool(word_in(data, "fallback")),
    )
