"""Notices of a run that is driven on real time: kept, sent beside it, and waited for by tasks."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from flows.announcing import JournalAnnouncements
from flows.sending_beside import SendingBeside
from flows.wiring import drive, opened_journal
from notices.channels.testing import ScriptedChannel
from notices.core.asked import ApproveDraft
from notices.office import NoticeOffice, notices_of
from notices.outbox.pulse import sender_health
from notices.outbox.rows import POST
from notices.outbox.state import deliveries_of
from notices.subscriptions import asked as a
from notices.subscriptions.book import subscriptions_of
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.records import RouteKind
from notices.subscriptions.testing import by
from rehearsals.core import commands as c
from rehearsals.core.events import TaskFailed, TaskFinished
from rehearsals.core.opening import open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.local import LocalExecutor
from rehearsals.engine.settings import Settings
from rehearsals.journal.sql import open_journal
from rehearsals.testing import a_runbook, a_task, an_opening, asked
from tests.flows.nights import RUN, an_automated_task, events_of
from tests.waiting import until

ENVIRON = {"CALLBOARD_NOTICES_KEY": "a key for tests and trials alone"}
NOW = SystemClock().now
#: Of no use: nothing here looks at it.
ADDRESS = "acme@supplier.example"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data directory of the test's own."""
    return Settings(home=tmp_path / "home")


def subscribed(settings: Settings, kind: RouteKind = "webhook") -> None:
    """Somebody who asks to be told; a machine answers its first test."""
    with opened_journal(settings) as journal:
        office = SubscriptionOffice(journal, NOW)
        one = Organisation(name="Acme", roles=("supplier",))
        route = NewRoute(kind=kind, address=ADDRESS, shown=ADDRESS, mark="m", test=True)
        office.submit(a.AddSubscriber(subscriber="acme", organisation=one, **by()))
        office.submit(a.RequestRoute(subscriber="acme", route=route, **by()))


def a_told_run(settings: Settings, **notify: Any) -> None:
    """Machines alone: told of first, then out of service for no time at all; planned for later."""
    book = a_runbook(
        a_task("A", duration="2h", run={"notify": {"told": "announced", **notify}}),
        an_automated_task("B", "A"),
        an_automated_task("C", "B"),
        start=f"{NOW():%Y-%m-%dT%H:%M}",
        timezone="UTC",
        outages={
            "OUT": {
                "system": "EES",
                "opens": {"task": "B", "at": "start"},
                "closes": {"task": "C", "at": "finish"},
            }
        },
    )
    opened = open_run(an_opening(book, run=RUN), now=NOW(), actor="ann", channel="test")
    with opened_journal(settings) as journal:
        Desk(journal, NOW).open(opened, RUN)


class Driven:
    """A run that an engine drives on a thread."""

    def __init__(self, settings: Settings, channel: ScriptedChannel) -> None:
        self._settings, self._channel = settings, channel
        self.thread = Thread(target=self._drive, daemon=True)
        self.thread.start()

    def _drive(self) -> None:
        with opened_journal(self._settings) as journal:
            executor = LocalExecutor(self._settings, JournalAnnouncements(journal))
            drive(
                self._settings, journal, RUN, executor, environ=ENVIRON, channels=(self._channel,)
            )


def approve_first(settings: Settings) -> None:
    """Approve the first draft, once there is one."""
    with opened_journal(settings) as journal:
        until(lambda: notices_of(journal, RUN).drafts, what="a draft")
        (draft,) = notices_of(journal, RUN).drafts
        office = NoticeOffice(Desk(journal, NOW), RUN)
        office.submit(ApproveDraft(draft=draft.id, id="approve", actor="ann", channel="test"))


def test_a_task_waits_for_a_notice_and_goes_on_once_it_is_out(settings: Settings) -> None:
    """Approved by a person, sent beside the engine, and never a second time."""
    subscribed(settings)
    a_told_run(settings)
    channel = ScriptedChannel()
    driven = Driven(settings, channel)

    approve_first(settings)
    driven.thread.join(30)

    done = [event.task for event in events_of(settings) if isinstance(event, TaskFinished)]
    assert done == ["A", "B", "C"]
    with closing(open_journal(settings.journal_path)) as journal:
        told = deliveries_of(journal, RUN, NOW()).deliveries
    newest = max(one.id.revision for one in told.values())
    assert [one.state for one in told.values() if one.id.revision == newest] == ["delivered"]
    # What a newer revision has overtaken is not told any more.
    assert {one.state for one in told.values()} <= {"delivered", "superseded", "suppressed"}
    assert len({message.id for message in channel.taken}) == len(channel.taken) > 1


def test_a_task_that_nobody_approves_for_fails_and_names_the_draft(settings: Settings) -> None:
    """Its failure says what to do, as a person reads it on the board."""
    a_told_run(settings, timeout="0m")
    driven = Driven(settings, ScriptedChannel())

    until(lambda: any(isinstance(event, TaskFailed) for event in events_of(settings)))
    (failed,) = [event for event in events_of(settings) if isinstance(event, TaskFailed)]
    assert "waited longer than its timeout" in failed.reason
    _abandon(settings)
    driven.thread.join(30)


def test_a_sender_beside_an_engine_confirms_what_was_asked_for(settings: Settings) -> None:
    """It sends whatever is due, not only its own run's; and says that it is there."""
    subscribed(settings)
    beside = SendingBeside(settings, NOW, ENVIRON, (ScriptedChannel(),))
    with opened_journal(settings) as journal:
        until(lambda: subscriptions_of(journal).routes["acme-1"].active)
        assert sender_health(journal, POST, NOW()).alive
        beside.close(journal, 5.0)


def test_a_sender_that_ends_has_sent_what_was_due(settings: Settings) -> None:
    """Whoever closes it waits for that, but not for ever."""
    subscribed(settings)
    with opened_journal(settings) as journal:
        SendingBeside(settings, NOW, ENVIRON, (ScriptedChannel(),)).close(journal, 10.0)
        assert journal.waiting(POST, NOW()).due == 0


def _abandon(settings: Settings) -> None:
    with opened_journal(settings) as journal:
        Desk(journal, NOW).submit(RUN, asked(c.AbandonRun, reason="enough"))
