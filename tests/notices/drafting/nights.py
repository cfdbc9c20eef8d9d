"""A night played by hand, of which is asked again and again what it wants to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from notices.core.asked import ApproveDraft, RejectDraft
from notices.core.events import NoticeEvent, NoticePublished
from notices.core.notice import Notice
from notices.core.state import Thread
from notices.drafting.view import View
from notices.drafting.wanted import Wanted, wanted
from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.words import Change
from rehearsals.outlook.network import planned_of
from rehearsals.outlook.rest import rest_of
from rehearsals.testing import Trial, at
from runbooks.model import Runbook
from tests.notices.factories import EES, Notices, a_context, an_outage_runbook

_ROUNDS = 50


class Night:
    """A run and its notices; each look does what is wanted until nothing is."""

    def __init__(self, runbook: Runbook | None = None, **opening: Any) -> None:
        self.run = Trial(runbook or an_outage_runbook(), **opening)
        self.notices = Notices(a_context(outages=frozenset(self.run.state.runbook.outages)))
        self.forecast: dict[str, datetime] = {}
        self.within_since: dict[str, datetime] = {}
        self.last = Wanted()

    def look(self, minutes: float) -> list[NoticeEvent]:
        """Have done what is wanted at a minute; what came of it."""
        before = len(self.notices.facts)
        for _ in range(_ROUNDS):
            self.last = wanted(self._view(at(minutes)), self.notices.book)
            if not self.last.commands:
                return [fact.event for fact in self.notices.facts[before:]]
            for command in self.last.commands:
                answer = self.notices.take(minutes, command)
                assert not isinstance(answer, Refusal), f"{command}: {answer}"
        raise AssertionError("more is wanted for ever")

    def told(self, minutes: float) -> list[str]:
        """What was published by a look, as `notice/revision kind`."""
        events = self.look(minutes)
        return [
            f"{event.notice.key} {event.notice.kind}"
            for event in events
            if isinstance(event, NoticePublished)
        ]

    def approve(self, minutes: float, **changes: Any) -> None:
        """Approve every draft that lies open."""
        for draft in self.notices.book.drafts:
            answer = self.notices.ask(minutes, ApproveDraft, draft=draft.id, **changes)
            assert not isinstance(answer, Refusal), answer

    def reject(self, minutes: float, reason: str = "no") -> None:
        """Turn every draft down that lies open."""
        for draft in self.notices.book.drafts:
            self.notices.ask(minutes, RejectDraft, draft=draft.id, reason=reason)

    def announce(self) -> None:
        """The outages are announced at minute 1."""
        self.look(0)
        self.approve(1)
        self.look(1)

    def go_down(self, minutes: float = 180) -> None:
        """PREP is done, and DOWN starts: EES is out of service."""
        self.run.do(1, 30, "PREP")
        self.run.start(minutes, "DOWN")
        self.look(minutes)

    def come_back(self, minutes: float = 240) -> None:
        """UP is done: EES is back."""
        self.run.done(minutes - 30, "DOWN")
        self.run.do(minutes - 29, minutes, "UP")

    def amend(
        self, minutes: float, kind: Any, key: str, before: dict[str, Any], **after: Any
    ) -> None:
        """The manager amends a task or an outage, given as it is written."""
        change = Change(kind=kind, id=key, before=before, after={**before, **after})
        number = len(self.run.state.amendments) + 1
        proposed = self.run.ask(minutes, c.ProposeAmendment, changes=(change,), reason="better")
        assert not isinstance(proposed, Refusal), proposed
        approved = self.run.ask(minutes, c.ApproveAmendment, number=number)
        assert not isinstance(approved, Refusal), approved

    def thread(self, notice: str = EES) -> Thread:
        """A notice."""
        return self.notices.book.threads[notice]

    def newest(self, notice: str = EES) -> Notice:
        """The newest revision of a notice."""
        newest = self.thread(notice).newest
        assert newest is not None
        return newest

    def _view(self, now: datetime) -> View:
        state = self.run.state
        return View(
            state=state,
            plan=planned_of(state),
            now=now,
            dates=rest_of(state, now).dates,
            forecast=self.forecast,
            within_since=self.within_since,
        )
