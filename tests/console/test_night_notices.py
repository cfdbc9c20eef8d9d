"""The night with its notices: which are worth a line, where it stands, and what they came to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.night import Night
from console.night_ending import notices_ending
from console.night_notices import NoticeLines, news_in_a_night
from console.night_story import Story
from notices.core.book import CODEC, NoticeFact
from notices.core.events import NoticePublished, ReminderIssued
from notices.core.notice import Window
from notices.outbox.rows import notices_stream
from notices.outbox.testing import a_notice as a_sent
from notices.outbox.testing import a_route, a_subscriber, open_a_run, publish, remind, subscribe
from rehearsals.core.commands import FailTask
from rehearsals.core.fact import Entered
from rehearsals.journal.memory import MemoryJournal
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.notices.factories import EES, NIGHT, a_content, a_notice

ENDS = NIGHT + timedelta(hours=8)


def entered(minutes: float, event: Any) -> NoticeFact:
    """A fact of the notices, so many minutes after the opening."""
    when = at(minutes)
    return Entered(
        event=event, at=when, recorded_at=when, actor="ann", channel="cli", command="c-1"
    )


def said(minutes: float, name: str = EES, *, withheld: str = "", **changes: Any) -> NoticeFact:
    """A revision that is published."""
    notice = a_notice(id=name, **changes)
    return entered(minutes, NoticePublished(notice=notice, text="", payload="", withheld=withheld))


def reminded(minutes: float) -> NoticeFact:
    """A reminder that is issued."""
    event = ReminderIssued(notice=EES, revision=0, rung="24h", text="", payload="")
    return entered(minutes, event)


def a_trial() -> Trial:
    """Two tasks in a row."""
    return Trial(a_runbook(a_task("A"), a_task("B", "A")))


def told(trial: Trial, *notices: NoticeFact, verbose: bool = False) -> list[str]:
    """The whole story, without the day."""
    story = Story(Night(trial.state, verbose=verbose), NoticeLines(verbose=verbose))
    return [one[2:] for one in story.tell(trial.facts, notices, all_of_it=True)][1:]


def test_notices_stand_among_the_facts_in_order_of_time() -> None:
    """Behind what they tell of, where both are of one instant."""
    trial = a_trial()
    trial.start(1, "A")
    trial.ask(2, FailTask, task="A", reason="no link")
    assert told(trial, said(1), said(3, kind="started")) == [
        "09:01 GMT  Phase Cutover begins (2 tasks).",
        "09:01 GMT  Notice DR1-OUT-EES: firm.",
        "09:02 GMT  A Do A: FAILED (attempt 1): no link",
        "09:03 GMT  Notice DR1-OUT-EES: started.",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "started"}, "started"),
        ({"kind": "all_clear"}, "all-clear"),
        (
            {
                "kind": "extended",
                "content": a_content(window=Window(start=NIGHT, end=ENDS)),
                "previous_window": Window(start=NIGHT, end=ENDS - timedelta(minutes=30)),
            },
            "extended to Sat 17 Jan 06:00 GMT (was 05:30 GMT)",
        ),
        (
            {
                "kind": "extended",
                "content": a_content(window=Window(start=NIGHT, end=ENDS), open_ended=True),
                "previous_window": Window(start=NIGHT, end=ENDS - timedelta(minutes=30)),
            },
            "extended until further notice, not before Sat 17 Jan 06:00 GMT (was 05:30 GMT)",
        ),
        (
            {
                "kind": "rescheduled",
                "previous_window": Window(start=NIGHT - timedelta(hours=2), end=ENDS),
            },
            "rescheduled to Fri 16 Jan 22:00 GMT (was 20:00 GMT)",
        ),
        (
            {"kind": "holding", "content": a_content(next_update_due=NIGHT)},
            "overrun possible, next update by 22:00 GMT",
        ),
        (
            {"kind": "updated", "changed": ("data_handling", "next_update_due")},
            "updated (data handling)",
        ),
        (
            {
                "kind": "updated",
                "content": a_content(end_uncertainty="The announced end has passed."),
                "changed": ("end_uncertainty",),
            },
            "updated. The announced end has passed",
        ),
    ],
)
def test_a_revision_says_what_is_new(changes: dict[str, Any], words: str) -> None:
    """And where it moved something, from when."""
    assert news_in_a_night(a_notice(**changes)) == words


def test_a_moved_end_is_told_on_the_clock_of_its_day() -> None:
    """Over the change of the clocks the zone differs."""
    was, now = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 2))
    notice = a_notice(
        kind="extended",
        content=a_content(window=Window(start=NIGHT, end=now)),
        previous_window=Window(start=NIGHT, end=was),
    )
    assert news_in_a_night(notice) == "extended to Sun 25 Oct 02:30 GMT (was 01:30 BST)"


def test_notices_of_one_instant_that_say_the_same_are_one_line() -> None:
    """Others are not."""
    lines = told(a_trial(), said(1), said(1, "DR1-OUT-CSS"), said(1, kind="started"))
    assert [line[11:] for line in lines] == [
        "Notices DR1-OUT-EES, DR1-OUT-CSS: firm.",
        "Notice DR1-OUT-EES: started.",
    ]


def test_first_notices_that_are_approved_one_by_one_are_one_line() -> None:
    """What happens in between is told where it happened; much later ones stand by themselves."""
    trial = a_trial()
    trial.start(2, "A")
    several = (said(n, name, kind="provisional") for n, name in ((1, "X"), (3, "Y"), (30, "Z")))
    assert told(trial, *several) == [
        "09:02 GMT  Phase Cutover begins (2 tasks).",
        "09:03 GMT  Notices X, Y: provisional.",
        "09:30 GMT  Notice Z: provisional.",
    ]


def test_reminders_and_updates_without_news_are_told_to_who_asks_for_all() -> None:
    """They are many, and change nothing."""
    dull = (reminded(1), said(2, kind="updated", changed=("next_update_due", "cause")))
    assert told(a_trial(), *dull) == []
    assert told(a_trial(), *dull, verbose=True)[1:] == [
        "09:01 GMT  Notice DR1-OUT-EES: reminder, 24 hours before.",
        "09:02 GMT  Notice DR1-OUT-EES: updated, no news.",
    ]


def test_that_nothing_leaves_the_house_is_said_once() -> None:
    """With the first that stayed."""
    why = "communications are off"
    first, second = told(a_trial(), said(1, withheld=why), said(2, kind="started", withheld=why))
    assert first.endswith("firm (in the house alone: communications are off).")
    assert second.endswith("started.")


def test_a_notice_waits_for_the_facts_before_it() -> None:
    """However the two are read, the story is the same."""
    trial = a_trial()
    trial.start(1, "A")
    story = Story(Night(trial.state, verbose=False), NoticeLines(verbose=False))
    known = len(trial.facts)
    assert len(list(story.tell(trial.facts, [said(5)], all_of_it=False))) == 2
    trial.ask(3, FailTask, task="A", reason="no link")
    between = list(story.tell(trial.facts[known:], [], all_of_it=False))
    assert [line[2:7] for line in between] == ["09:03"]
    assert [line[2:7] for line in story.tell([], [], all_of_it=True)] == ["09:05"]


def test_a_run_without_notices_ends_without_a_word_of_them() -> None:
    """Nothing more is printed."""
    assert list(notices_ending(MemoryJournal(), "DR1", at(0))) == []


def test_the_end_counts_what_was_said_and_who_took_it() -> None:
    """And names a notice whose matrix is worth a look."""
    journal = MemoryJournal()
    open_a_run(journal)
    subscribe(journal, a_subscriber(), *a_route("acme-1"), *a_route("acme-2"))
    publish(journal, a_sent(), ["acme-1", "acme-2"])
    remind(journal, a_sent(), "24h")
    first, second = notices_ending(journal, "DR1", at(0))
    assert first == (
        "Outage notices: 1 published in 1 revision, 0 extensions, 1 reminder;"
        " 2 deliveries to 1 subscriber: 2 waiting."
    )
    assert second == "  `callboard notices matrix DR1 DR1-OUT-EES` shows who was told."


def test_the_end_says_that_nothing_left_the_house() -> None:
    """And why."""
    journal = MemoryJournal()
    open_a_run(journal)
    kept = said(0, withheld="communications are off")
    journal.append(notices_stream("DR1"), 0, (CODEC.to_entry(kept),))
    (line,) = notices_ending(journal, "DR1", at(0))
    assert line.endswith("; nothing left the house, communications are off.")
