"""Factories of notices: what one says, one that is out, and a book of them played by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from notices.core.apply import apply_notices
from notices.core.book import NOTHING_SAID, NoticeFact
from notices.core.context import Context, Words
from notices.core.decide import decide_notices
from notices.core.drafts import Draft
from notices.core.events import NoticeEvent
from notices.core.notice import Affected, Content, Named, Notice, Window
from notices.core.state import NoticeBook, Thread
from rehearsals.core.command import Refusal
from rehearsals.core.fact import Entered
from rehearsals.testing import OPENED, a_runbook, a_task, at
from runbooks.model import Runbook

#: A Friday night in winter, so UTC is London time.
NIGHT = datetime(2026, 1, 16, 22, 0, tzinfo=UTC)
#: The notice of the outage of the factories.
EES = "DR1-OUT-EES"
_numbers = count(1)


def a_content(**changes: Any) -> Content:
    """EES out of service from 22:00 for eight hours, told to suppliers."""
    fields: dict[str, Any] = {
        "title": "EES out of service",
        "systems": (Affected(id="EES", name="Electricity Enquiry Service"),),
        "window": Window(start=NIGHT, end=NIGHT + timedelta(hours=8)),
        "data_handling": "queued",
        "action_required": "Send nothing.",
        "audience": (Named(id="supplier", name="Suppliers"),),
        "contact": "desk@example.com",
    }
    return Content(**{**fields, **changes})


def a_notice(**changes: Any) -> Notice:
    """The first, firm revision of a rehearsed outage of EES, published two weeks before."""
    published = changes.get("published_at", NIGHT - timedelta(days=14))
    fields: dict[str, Any] = {
        "id": EES,
        "revision": 0,
        "kind": "firm",
        "status": "firm",
        "run": "DR1",
        "outage": "OUT-EES",
        "test": True,
        "live": False,
        "environment": "production",
        "zone": "Europe/London",
        "content": a_content(),
        "created_at": published,
        "published_at": published,
        "approved_by": "ann",
    }
    return Notice(**{**fields, **changes})


def plain_words(problems: Sequence[str] = ()) -> Words:
    """Words as plain as can be; a linter that finds just these problems."""
    return Words(
        text=lambda notice, rung: f"{notice.key} {notice.kind} {rung}".strip(),
        payload=lambda notice, rung, when: json.dumps([notice.key, rung, when.isoformat()]),
        problems=lambda _content, _zone: tuple(problems),
    )


def a_context(**changes: Any) -> Context:
    """A rehearsal DR1 whose communications are tests, with an empty register."""
    fields: dict[str, Any] = {
        "run": "DR1",
        "live": False,
        "outages": frozenset({"OUT-EES"}),
        "real_now": OPENED,
    }
    return Context(**{**fields, **changes})


class Notices:
    """A book of notices played by hand in memory: each step at a minute after the opening."""

    def __init__(self, context: Context | None = None, words: Words | None = None) -> None:
        self.book: NoticeBook = NOTHING_SAID
        self.context = context or a_context()
        self.words = words or plain_words()
        self.facts: list[NoticeFact] = []

    def ask(
        self, minutes: float, kind: type[Any], /, **fields: Any
    ) -> Sequence[NoticeEvent] | Refusal:
        """Hand in a command of `ann`'s; its events are applied, a refusal is returned."""
        given = {"id": f"n-{next(_numbers)}", "actor": "ann", "channel": "cli"}
        return self.take(minutes, kind(**{**given, **fields}))

    def keep(
        self, minutes: float, kind: type[Any], /, **fields: Any
    ) -> Sequence[NoticeEvent] | Refusal:
        """Hand in a command of the keeper's."""
        return self.ask(minutes, kind, **{"actor": "notices", "channel": "engine", **fields})

    def take(self, minutes: float, command: Any) -> Sequence[NoticeEvent] | Refusal:
        """Decide a command as it is, and apply what it brings about."""
        answer = decide_notices(self.book, command, at(minutes), self.context, self.words)
        if not isinstance(answer, Refusal):
            for event in answer:
                fact = Entered(
                    event=event,
                    at=at(minutes),
                    recorded_at=at(minutes),
                    actor=command.actor,
                    channel=command.channel,
                    command=command.id,
                )
                self.facts.append(fact)
                self.book = apply_notices(self.book, fact)
        return answer

    @property
    def thread(self) -> Thread:
        """The notice of EES."""
        return self.book.threads[EES]

    @property
    def newest(self) -> Notice:
        """Its newest revision."""
        newest = self.thread.newest
        assert newest is not None
        return newest

    @property
    def draft(self) -> Draft:
        """Its open draft."""
        assert self.thread.draft is not None
        return self.thread.draft


def code_of(answer: object) -> str:
    """The code of a refusal; of anything else its repr, so that a failure shows it."""
    return answer.code if isinstance(answer, Refusal) else repr(answer)


def an_outage_runbook(
    *,
    tasks: tuple[dict[str, Any], ...] = (),
    runbook: dict[str, Any] | None = None,
    **outage: Any,
) -> Runbook:
    """PREP, then EES goes down when DOWN starts at 12:00, and is back when UP is done at 13:00."""
    window = {
        "system": "EES",
        "title": "EES out of service",
        "opens": {"task": "DOWN", "at": "start"},
        "closes": {"task": "UP", "at": "finish"},
        "audience": ["recco", "ldsos"],
        "action_required": "Send nothing.",
        **outage,
    }
    return a_runbook(
        a_task("PREP"),
        a_task("DOWN", "PREP", not_before="2026-01-12T12:00"),
        a_task("UP", "DOWN"),
        a_task("END", "UP"),
        *tasks,
        systems={"EES": {"name": "Electricity Enquiry Service"}, "VAS": {"name": "Volumes"}},
        outages={"OUT-EES": window},
        **(runbook or {}),
    )
