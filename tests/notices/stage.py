"""A run of an outage on a journal, with its office and its keeper; each step sets the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from notices.core.asked import ApproveDraft
from notices.keeper import NoticeKeeper
from notices.office import NoticeOffice
from notices.subscriptions import asked as a
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.testing import by
from rehearsals.core import commands as c
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.testing import OPENED, an_opened_run, asked, at
from tests.notices.factories import an_outage_runbook


class Stage:
    """DR1 on a journal, played by hand in real time that stands still between steps."""

    def __init__(self, journal: Journal | None = None, *, run: str = "DR1", **opening: Any) -> None:
        self.run = run
        self.journal = MemoryJournal() if journal is None else journal
        self.clock = VirtualClock(OPENED)
        self.desk = Desk(self.journal, self.clock.now)
        runbook = opening.pop("runbook", None) or an_outage_runbook()
        self.desk.open(an_opened_run(runbook, run=run, **opening), run)
        self.office = NoticeOffice(self.desk, run, real_now=self.clock.now)
        self.keeper = NoticeKeeper(self.desk, run, office=self.office)

    def subscribe(self, name: str = "acme", **route: Any) -> str:
        """An organisation of the audience, with a confirmed route by mail; the route's id."""
        office = SubscriptionOffice(self.journal, self.clock.now)
        if name not in office.state().subscribers:
            one = Organisation(name=name, roles=("recco",))
            office.submit(a.AddSubscriber(subscriber=name, organisation=one, **by()))
        address = f"{name}@supplier.example"
        fields = {"kind": "email", "address": address, "shown": address, "mark": address}
        wanted = NewRoute(**{**fields, "test": True, **route})
        office.submit(a.RequestRoute(subscriber=name, route=wanted, **by()))
        newest = list(office.state().routes)[-1]
        office.submit(a.ConfirmRoute(route=newest, how="link", **by()))
        return newest

    def keep(self, minutes: float) -> datetime | None:
        """Have the keeper look at a minute after the opening; when it wants to look again."""
        self.clock.leap(at(minutes))
        return self.keeper.step(self.desk.now_in(self.run))

    def approve(self, minutes: float) -> None:
        """Approve every draft that lies open."""
        self.clock.leap(at(minutes))
        for draft in self.office.state().drafts:
            self.office.submit(asked(ApproveDraft, draft=draft.id))

    def ask(self, minutes: float, kind: type[Any], /, **fields: Any) -> None:
        """Hand in a command on the run."""
        self.clock.leap(at(minutes))
        self.desk.submit(self.run, asked(kind, **fields))

    def do(self, start: float, finish: float, task: str) -> None:
        """Start and complete a task."""
        self.ask(start, c.StartTask, task=task)
        self.ask(finish, c.CompleteTask, task=task)

    def go_down(self) -> None:
        """EES is announced at minute 1, and out of service from 12:00."""
        self.keep(0)
        self.approve(1)
        self.do(1, 30, "PREP")
        self.ask(180, c.StartTask, task="DOWN")

    def kinds(self, notice: str = "DR1-OUT-EES") -> list[str]:
        """The kinds of the revisions of a notice."""
        thread = self.office.state().thread(notice)
        return [one.notice.kind for one in thread.revisions] if thread else []

    def keys(self) -> list[str]:
        """The keys of the deliveries of the run."""
        return [row.key for row in self.journal.queued(self.run)]
