"""Reminders, promised updates, and tasks that wait for notices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from notices.core.asked import WriteUpdate
from notices.core.events import ReminderIssued, ReminderSkipped, TaskFulfilled
from notices.core.ladder import before
from notices.core.notice import Cutoff, Periods
from notices.drafting.updating import NOT_BEGUN
from rehearsals.core import commands as c
from rehearsals.testing import a_task, at
from runbooks.calendars import BUILT_IN
from runbooks.clocktime import from_rfc3339
from tests.notices.drafting.nights import Night
from tests.notices.factories import EES, an_outage_runbook


def ladder(*rungs: str) -> Night:
    """An outage at 12:00 that is announced at 9:01, with these reminders."""
    night = Night(an_outage_runbook(notice={"reminders": list(rungs)}))
    night.announce()
    return night


def reminded(night: Night, minutes: float) -> list[str]:
    """What was reminded of, or left out, by a look."""
    return [
        event.rung if isinstance(event, ReminderIssued) else f"{event.rung} skipped"
        for event in night.look(minutes)
        if isinstance(event, ReminderIssued | ReminderSkipped)
    ]


def test_each_rung_is_climbed_once() -> None:
    """In time, and not again."""
    night = ladder("2h", "1h")
    assert reminded(night, 59) == []
    assert night.last.next_once == at(60)
    assert reminded(night, 60) == ["2h"]
    assert reminded(night, 61) == []
    assert reminded(night, 120) == ["1h"]


def test_rungs_before_the_announcement_are_left_out_and_logged() -> None:
    """Whoever is told inside the ladder is not reminded of the past."""
    night = Night(an_outage_runbook(notice={"reminders": ["10wd", "24h", "1h"]}))
    night.look(0)
    night.approve(1)
    assert reminded(night, 2) == ["10wd skipped", "24h skipped"]
    assert reminded(night, 120) == ["1h"]


def test_after_hours_down_only_the_newest_overdue_reminder_goes_out() -> None:
    """No burst."""
    night = ladder("150m", "2h", "1h", "30m")
    assert reminded(night, 125) == ["150m skipped", "2h skipped", "1h"]


def test_a_start_that_moves_moves_the_ladder() -> None:
    """What was reminded of the old start is reminded of the new one."""
    night = ladder("2h")
    assert reminded(night, 60) == ["2h"]
    night.notices.ask(61, WriteUpdate, notice=EES, cause="later", start=at(240), end=at(300))
    assert reminded(night, 110) == []
    assert reminded(night, 120) == ["2h"]


def test_nobody_is_reminded_once_it_has_begun() -> None:
    """What was left is logged as left out."""
    night = ladder("2h", "1h", "5m")
    night.look(60)
    night.run.do(61, 90, "PREP")
    night.look(120)
    night.run.start(176 + 4, "DOWN")
    assert reminded(night, 181) == ["5m skipped"]


@pytest.mark.parametrize(
    ("start", "ahead", "found"),
    [
        pytest.param("2026-04-08T17:00:00Z", "5wd", "2026-03-30T17:00:00Z", id="over Easter"),
        pytest.param("2026-03-30T09:00:00Z", "1wd", "2026-03-27T10:00:00Z", id="over March"),
        pytest.param("2026-10-26T10:00:00Z", "1wd", "2026-10-23T09:00:00Z", id="over October"),
        pytest.param("2026-10-26T10:00:00Z", "24h", "2026-10-25T10:00:00Z", id="elapsed"),
        pytest.param("2026-12-29T10:00:00Z", "1wd", "2026-12-24T10:00:00Z", id="over Christmas"),
        pytest.param("2026-12-29T10:00:00Z", "0wd", "2026-12-29T10:00:00Z", id="none"),
    ],
)
def test_working_days_are_counted_by_the_calendar(start: str, ahead: str, found: str) -> None:
    """At the same time on the wall, over bank holidays and both clock changes."""
    at_ = before(from_rfc3339(start), ahead, BUILT_IN["england"], "Europe/London")
    assert at_ == from_rfc3339(found)


def test_scotland_counts_otherwise() -> None:
    """Easter Monday is worked there."""
    start = from_rfc3339("2026-04-07T09:00:00Z")
    england = before(start, "1wd", BUILT_IN["england"], "Europe/London")
    scotland = before(start, "1wd", BUILT_IN["scotland"], "Europe/London")
    assert (england.date(), scotland.date()) == (date(2026, 4, 2), date(2026, 4, 6))


def test_a_promise_is_kept_though_nothing_has_changed() -> None:
    """With the next time; whoever could write one was warned."""
    night = Night()
    night.announce()
    night.run.start(100, "PREP")
    due = night.newest().content.next_update_due
    assert due == at(210)
    night.look(185)
    assert [one for one in night.thread().warnings if one.needed_by == due] == []
    night.look(190)
    assert [one.draft for one in night.thread().warnings if one.needed_by == due] == [""]
    assert night.told(210.1) == [f"{EES}/1 updated"]
    assert night.newest().content.cause == NOT_BEGUN
    following = night.newest().content.next_update_due
    assert following is not None
    assert following > at(210)


def test_of_a_long_outage_there_is_a_word_at_least_so_often() -> None:
    """Also when all goes well."""
    book = an_outage_runbook(
        tasks=(a_task("LONG", "DOWN", duration="12h"),),
        closes={"task": "LONG", "at": "finish"},
        runbook={"notices": {"update_every": "2h"}},
    )
    night = Night(book)
    night.announce()
    night.go_down()
    assert night.newest().content.next_update_due == at(300)
    assert night.told(300.1) == [f"{EES}/2 updated"]
    assert night.last.next_due is not None


def telling(told: str, **run: Any) -> Night:
    """The outage, with a task TELL at 9:00 that is done once something is told."""
    task = a_task("TELL", run={"notify": {"told": told, **run}})
    return Night(an_outage_runbook(tasks=(task,)))


def begin(night: Night, minutes: float) -> None:
    """The engine starts TELL."""
    answer = night.run.ask(minutes, c.StartTask, task="TELL", channel="engine")
    assert not isinstance(answer, c.Refusal), answer


def fulfilled(night: Night, minutes: float) -> list[tuple[str, ...]]:
    """The keys by which a look fulfilled a task."""
    return [event.keys for event in night.look(minutes) if isinstance(event, TaskFulfilled)]


def test_a_notify_task_is_done_once_what_it_names_is_out() -> None:
    """Nothing is sent for it, and whoever approves hears that it waits."""
    night = telling("announced")
    night.look(0)
    begin(night, 1)
    assert fulfilled(night, 1) == []
    assert "asked" in [one.rung for one in night.thread().warnings]
    night.approve(2)
    assert fulfilled(night, 2) == [(f"{EES}/0",)]
    assert fulfilled(night, 3) == []
    assert len(night.thread().revisions) == 1


def test_a_notify_task_may_wait_for_the_end() -> None:
    """Of the outages that it names."""
    night = telling("completed", outages=["OUT-EES"])
    night.announce()
    begin(night, 2)
    night.go_down()
    assert fulfilled(night, 185) == []
    night.come_back(235)
    assert fulfilled(night, 235) == [(f"{EES}/2",)]


def test_what_a_supplier_needs_is_in_the_content() -> None:
    """Cut-off, submit-by times with their settlement days, backlog, hard limit."""
    night = Night(
        an_outage_runbook(
            access_cutoff={"what": "Log-ins off", "before": "30m"},
            submit_by=[
                {"what": "Data", "before": "1h", "periods": [{"day": 1, "first": 1, "last": 20}]}
            ],
            backlog={"handling": "Worked off.", "clear_within": "2h"},
            hard_limit="72h",
            unaffected=["VAS"],
            workaround="Ring.",
        )
    )
    night.announce()
    content = night.newest().content
    assert content.cutoff == Cutoff(what="Log-ins off", at=at(150))
    assert content.submit_by[0].at == at(120)
    assert content.submit_by[0].periods == (Periods(day=date(2026, 1, 13), first=1, last=20),)
    assert content.backlog_clear_by == at(360)
    assert content.hard_limit_at == at(180) + timedelta(hours=72)
    assert [one.id for one in content.unaffected] == ["VAS"]
    assert [one.name for one in content.audience] == ["RECCO", "all of ldsos"]
