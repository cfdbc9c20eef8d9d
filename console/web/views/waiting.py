"""Something that waits for somebody, and how a page finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from console.web.handing_in import path_name
from console.web.reading import Look
from console.web.views.moments import Shown, clock_time
from console.web.views.task_may import TaskMay
from rehearsals.core import commands as c


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Something that waits for the visitor."""

    key: str
    text: str
    label: str
    href: str
    urgent: bool = False
    by: Shown | None = None
    #: Where it goes at one tap; None: only by the form or on its page.
    post: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Somebody, or the parties they look at, in a run; and the page they come back to."""

    look: Look
    may: TaskMay
    parties: frozenset[str]
    back: str

    def one(
        self, kind: type[c.AnyCommand], text: str, label: str, *, tap: bool = False, **fields: Any
    ) -> Waiting:
        """Something that is done by a command: at one tap, or by its form."""
        words = {name: str(value) for name, value in fields.items()}
        path = f"/runs/{self.look.run}/do/{path_name(kind)}"
        return Waiting(
            key="-".join((path_name(kind), *words.values())),
            text=text,
            label=label,
            href=f"{path}?{urlencode({**words, 'next': self.back})}",
            post=path if tap else None,
            fields=words,
        )

    def shown(self, instant: datetime | None) -> Shown | None:
        """An instant on the clock of the run."""
        return clock_time(instant, self.look.state.runbook.timezone, self.look.now)


def urgently(one: Waiting) -> Waiting:
    """The same, urgent."""
    return replace(one, urgent=True)


def timed(one: Waiting, by: Shown | None, *, urgent: bool) -> Waiting:
    """The same, wanted by an instant."""
    return replace(one, by=by, urgent=urgent)
