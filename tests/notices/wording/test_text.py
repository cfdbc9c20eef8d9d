"""The words of notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from notices.core.notice import (
    Affected,
    Cutoff,
    Named,
    Notice,
    Part,
    Periods,
    SubmitBy,
    Window,
)
from notices.core.words import KINDS
from notices.wording.marks import REHEARSAL, TEST
from notices.wording.sandbox import sandbox
from notices.wording.text import LONGEST_SUBJECT, notice_text, subject_of
from tests.notices.factories_of_words import END, START, a_content, a_said_notice
from tests.notices.strategies_of_words import notices, rungs

OVER_THE_CHANGE = Window(
    start=datetime(2026, 10, 24, 17, 0, tzinfo=UTC), end=datetime(2026, 10, 25, 20, 0, tzinfo=UTC)
)
WAITING = a_content(
    resume_at="the all-clear (M10-080)", actual=Window(start=START, end=END), next_update_due=None
)


def told(kind: Any = "firm", reminder: str = "", **changes: Any) -> str:
    """The text of the real night's notice with some content."""
    return notice_text(a_said_notice(kind, content=a_content(**changes)), reminder)


def test_notice_reads_as_a_supplier_needs_it() -> None:
    """What, when, how it affects them, what to do, and what comes next."""
    content = a_content(
        cause="The cutover to half-hourly settlement.",
        cutoff=Cutoff(what="Log-ins are disabled", at=datetime(2026, 1, 16, 17, 0, tzinfo=UTC)),
        submit_by=(
            SubmitBy(
                what="Contract notifications",
                at=datetime(2026, 1, 16, 20, 57, tzinfo=UTC),
                periods=(
                    Periods(day=date(2026, 1, 16), first=45, last=48),
                    Periods(day=date(2026, 1, 17), first=1, last=1),
                ),
            ),
        ),
        backlog_handling="In the order of arrival.",
        backlog_clear_by=datetime(2026, 1, 17, 9, 0, tzinfo=UTC),
        unaffected=(Named(id="DTN", name="Data Transfer Network"),),
        next_update_due=datetime(2026, 1, 12, 12, 0, tzinfo=UTC),
        contact="comms-desk@si.example",
    )

    assert notice_text(a_said_notice(content=content)) == (
        "DR1-OUT-EES rev 0\n"
        "EES out of service: firm\n"
        "\n"
        "What is happening\n"
        "EES (Electricity Enquiry Service) will be out of service.\n"
        "This is firm: it happens as said here unless a further notice says otherwise.\n"
        "Why: The cutover to half-hourly settlement.\n"
        "\n"
        "When\n"
        "Start: Fri 16 Jan 2026 22:00 GMT (22:00 UTC)\n"
        "End: Sat 17 Jan 2026 06:00 GMT (06:00 UTC)\n"
        "Earlier: Log-ins are disabled, from Fri 16 Jan 2026 17:00 GMT (17:00 UTC)\n"
        "\n"
        "How will you be affected\n"
        "This is for: Suppliers\n"
        "Data sent during the outage: queued, and processed afterwards\n"
        "Backlog: In the order of arrival.\n"
        "Backlog cleared by: Sat 17 Jan 2026 09:00 GMT (09:00 UTC)\n"
        "Not affected: DTN (Data Transfer Network)\n"
        "\n"
        "What you need to do\n"
        "- Contract notifications: by Fri 16 Jan 2026 20:57 GMT (20:57 UTC), "
        "for Settlement Periods 45 to 48 of 16 Jan 2026 and 1 of 17 Jan 2026\n"
        "Send nothing.\n"
        "\n"
        "What happens next\n"
        "Next update by Mon 12 Jan 2026 12:00 GMT, or sooner if anything changes.\n"
        "Questions: comms-desk@si.example"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("live", "mark"), [(False, REHEARSAL), (True, TEST)])
def test_what_is_not_for_real_is_marked_first_and_last(kind: Any, live: bool, mark: str) -> None:
    """Neither the preview of a message nor its end can be taken for the real thing."""
    notice = a_said_notice(kind, test=True, live=live)

    first, *_, last = notice_text(notice).splitlines()

    assert (first, last) == (f"DR1-OUT-EES rev 0 {mark}", mark)
    assert subject_of(notice).startswith(f"{mark}: ")


@pytest.mark.parametrize("kind", KINDS)
def test_real_notice_bears_no_mark(kind: Any) -> None:
    """The mark means something: the real night does not carry it."""
    text = told(kind)

    assert "REHEARSAL" not in text
    assert "TEST" not in text
    assert text.startswith("DR1-OUT-EES rev 0\n")


def test_window_over_a_clock_change_names_both_zones() -> None:
    """Nobody has to guess which side of the change a time is on."""
    text = told(window=OVER_THE_CHANGE)

    assert "Start: Sat 24 Oct 2026 18:00 BST (17:00 UTC)" in text
    assert "End: Sun 25 Oct 2026 20:00 GMT (20:00 UTC)" in text


def test_day_of_utc_is_named_where_it_is_another_one() -> None:
    """Half past midnight in summer is yesterday in UTC."""
    at = datetime(2026, 6, 12, 23, 30, tzinfo=UTC)

    text = told(window=Window(start=at, end=at + timedelta(hours=2)))

    assert "Start: Sat 13 Jun 2026 00:30 BST (Fri 12 Jun 23:30 UTC)" in text


def test_moved_window_is_told_with_the_one_before() -> None:
    """What people have in their calendars, and what holds now."""
    notice = replace(
        a_said_notice("rescheduled", status="firm", revision=2),
        previous_window=Window(start=START - timedelta(days=7), end=END - timedelta(days=7)),
    )

    text = notice_text(notice)

    assert "EES out of service: rescheduled to Fri 16 Jan 2026 22:00 GMT" in text
    assert "Announced before: from Fri 09 Jan 2026 22:00 GMT to Sat 10 Jan 2026 06:00 GMT\n" in text


def test_open_end_is_told_as_not_before() -> None:
    """Nobody counts on an end that is none."""
    assert "End: not before Sat 17 Jan 2026 06:00 GMT (06:00 UTC)" in told(open_ended=True)


def test_unknown_ends_are_told_as_unknown() -> None:
    """A time that was not told is not made up."""
    text = told("updated", window=Window(start=None, end=None))

    assert "Start: not known\nEnd: not known yet\n" in text


def test_parts_are_told_with_their_times() -> None:
    """Stretches within the outage, and one beside it."""
    text = told(
        parts=(
            Part(start=START, end=START + timedelta(hours=1), text="Avoid this", impact="degraded"),
            Part(start=END, end=END + timedelta(hours=1), text="Reports again", beside=True),
        )
    )

    assert "- Fri 16 Jan 2026 22:00 GMT to 23:00 GMT: Avoid this (degraded)\n" in text
    assert (
        "- Sat 17 Jan 2026 06:00 GMT to 07:00 GMT: Reports again; this is beside the outage" in text
    )


def test_part_within_the_doubled_hour_is_told_apart() -> None:
    """01:30 to 01:30 is an hour when the clocks go back."""
    half_past = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    text = told(
        window=OVER_THE_CHANGE,
        parts=(Part(start=half_past, end=half_past + timedelta(hours=1), text="Batch"),),
    )

    assert "- Sun 25 Oct 2026 01:30 BST to 01:30 GMT: Batch" in text


def test_systems_with_different_impacts_are_listed() -> None:
    """Degraded is not down."""
    systems = (
        Affected(id="EES", name="EES", impact="unavailable"),
        Affected(id="DIP", name="DIP", impact="degraded"),
    )

    text = told(systems=systems)

    assert "EES and DIP will be out of service." in text
    assert "- EES: out of service\n- DIP: degraded\n" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"returns": "restored"}, "EES (Electricity Enquiry Service) is restored."),
        (
            {"returns": "replaced", "replaced_by": Named(id="VAS", name="Volumes")},
            "EES (Electricity Enquiry Service) is replaced by VAS (Volumes).",
        ),
        (
            {"returns": "retired", "replaced_by": Named(id="VAS", name="Volumes")},
            "EES (Electricity Enquiry Service) is retired; the place is taken by VAS (Volumes).",
        ),
        ({"returns": "retired"}, "EES (Electricity Enquiry Service) is retired."),
        (
            {"returns": "replaced", "turned_back": True},
            "The cutover was turned back. EES (Electricity Enquiry Service) is restored as before.",
        ),
    ],
)
def test_completed_says_what_became_of_the_system(changes: Any, words: str) -> None:
    """A retired system is not restored."""
    assert f"{words}\n" in told("completed", **changes)


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("returns", ["restored", "replaced", "retired"])
def test_completed_lets_nobody_resume_before_the_all_clear(returns: str, stays: bool) -> None:
    """Its only word on resuming names the all-clear, however the outage ended."""
    content = replace(WAITING, returns=returns, stays_closed=stays)

    lines = notice_text(a_said_notice("completed", content=content)).splitlines()

    resuming = [line for line in lines if "resume" in line.lower()]
    assert resuming == ["This is not the all-clear. Resume only after the all-clear (M10-080)."]


def test_completed_without_an_all_clear_to_wait_for_says_only_that() -> None:
    """Another notice may still forbid to go on."""
    text = told("completed", actual=Window(start=START, end=END))

    assert "resume" not in text.lower()
    assert "This notice gives no all-clear." in text


def test_all_clear_lets_people_resume() -> None:
    """And is the last word."""
    content = replace(WAITING, all_clear_at=END + timedelta(hours=3))

    text = notice_text(a_said_notice("all_clear", status="completed", content=content))

    assert "The all-clear was given on Sat 17 Jan 2026 09:00 GMT (09:00 UTC)." in text
    assert "may be resumed." in text
    assert "This is the last notice of this outage." in text


def test_completed_leaves_out_what_held_for_the_outage() -> None:
    """What had to be done during it no longer holds."""
    assert "Send nothing." not in told("completed")


def test_stays_closed_is_told_to_those_whom_it_concerns() -> None:
    """An outage may be over for some and not for others."""
    text = told("completed", stays_closed=True, open_ended=True, resume_at="the start of M11")

    assert "For Suppliers access stays closed." in text
    assert "Send nothing." in text
    assert "last notice" not in text


def test_holding_notice_promises_no_end() -> None:
    """An overrun is possible, and the next word comes by a time."""
    notice = a_said_notice(
        "holding",
        content=a_content(next_update_due=datetime(2026, 1, 17, 5, 45, tzinfo=UTC)),
        published_at=datetime(2026, 1, 17, 5, 15, tzinfo=UTC),
    )

    text = notice_text(notice)

    assert "EES out of service: overrun possible, next update by 05:45 GMT" in text
    assert "A new end has not been decided yet." in text
    assert "Next update by 05:45 GMT, or sooner" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_says_when_the_next_word_comes(kind: Any) -> None:
    """By a time, at a change, with the all-clear, or never again."""
    text = told(kind)

    _, _, after = text.partition("What happens next\n")
    assert after.startswith(
        ("You will be told", "Next update by", "This is the last notice", "The next notice")
    )


def test_completed_that_awaits_its_all_clear_is_not_the_last_notice() -> None:
    """Whoever waits knows that there is something to come."""
    text = notice_text(a_said_notice("completed", content=WAITING))

    assert "The next notice gives the all-clear." in text


def test_reminder_says_that_nothing_has_changed() -> None:
    """And how long it still is."""
    notice = a_said_notice("rescheduled", status="firm", revision=3)

    text = notice_text(notice, "5wd")

    assert text.startswith("DR1-OUT-EES rev 3\n")
    assert "This is a reminder, 5 working days before the start: nothing has changed since" in text
    assert "has been moved" not in text


def test_cancelled_needs_nothing_any_more() -> None:
    """Before it began it does not take place."""
    text = told("cancelled")

    assert "will not take place." in text
    assert "Nothing of what was asked for this outage is needed any more." in text


def test_runbook_text_is_never_a_template() -> None:
    """Braces in a runbook's text stay what they are."""
    assert "{{ 7 * 7 }}" in told(title="{{ 7 * 7 }}")


def test_text_of_people_begins_no_line_and_drives_no_terminal() -> None:
    """A line break or an escape in it is a space."""
    text = told(action_required="Stop.\nWhat happens next\x1b[31m\u202e\nResume now.")

    assert "Stop. What happens next [31m Resume now." in text
    assert text.count("\nWhat happens next\n") == 1


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(notices, rungs)
def test_any_notice_has_a_text_and_a_subject(notice: Notice, rung: str) -> None:
    """Whatever it says: printable lines, an ASCII subject of bounded length, its mark on both."""
    text, subject = notice_text(notice, rung), subject_of(notice, rung)

    assert all(line.isprintable() or not line for line in text.split("\n"))
    assert subject.isascii()
    assert subject.isprintable()
    assert len(subject) <= LONGEST_SUBJECT
    assert f"rev {notice.revision}" in text.split("\n")[0]
    assert f"rev {notice.revision})" in subject


def test_subject_is_in_ascii() -> None:
    """Other letters would be encoded, and filters see nothing."""
    subject = subject_of(
        a_said_notice(content=a_content(title="Caf\u00e9 \u2013 outage \u2192 \u2603"))
    )

    assert subject == "Cafe - outage -> ?: firm (DR1-OUT-EES rev 0)"


@pytest.mark.parametrize(
    "source", ["{{ notice.__class__.__mro__ }}", "{{ notice.content.audience.append(1) }}"]
)
def test_sandbox_refuses_what_no_notice_needs(source: str) -> None:
    """A template reaches neither Python's insides nor anything it could change."""
    template = sandbox().from_string(source)
    with pytest.raises((SecurityError, UndefinedError)):
        template.render(notice=a_said_notice())


def test_sandbox_refuses_an_unknown_name() -> None:
    """A misspelt field is an error, not a hole in a notice."""
    with pytest.raises(UndefinedError):
        sandbox().from_string("{{ notice.titel }}").render(notice=a_said_notice())


def test_stays_closed_is_told_beforehand_as_well() -> None:
    """Nobody plans for the end of an outage that is none for them."""
    text = told("firm", stays_closed=True)

    assert "For Suppliers access stays closed beyond the end of the outage." in text


def test_started_says_since_when() -> None:
    """The real start, beside the announced one."""
    since = START + timedelta(minutes=12)

    text = told("started", actual=Window(start=since, end=None))

    assert "EES (Electricity Enquiry Service) has been out of service since Fri 16 Jan 2026" in text
    assert "Actual: from Fri 16 Jan 2026 22:12 GMT\n" in text


def test_completed_tells_the_announced_window_beside_the_actual_one() -> None:
    """Planned and actual, each by its name."""
    text = told("completed", actual=Window(start=START, end=END - timedelta(minutes=30)))

    assert (
        "When\n"
        "Announced: from Fri 16 Jan 2026 22:00 GMT to Sat 17 Jan 2026 06:00 GMT\n"
        "Actual: from Fri 16 Jan 2026 22:00 GMT to Sat 17 Jan 2026 05:30 GMT\n"
    ) in text


def test_stays_closed_has_a_window_of_its_own_once_the_outage_is_over() -> None:
    """When it ended for others, and until when at least it is closed for them."""
    text = told(
        "updated",
        stays_closed=True,
        open_ended=True,
        window=Window(start=START, end=datetime(2026, 2, 20, 9, 0, tzinfo=UTC)),
        actual=Window(start=START, end=END),
    )

    assert (
        "When\n"
        "Closed for you: from Fri 16 Jan 2026 22:00 GMT to not before Fri 20 Feb 2026 09:00 GMT\n"
        "The outage itself: from Fri 16 Jan 2026 22:00 GMT to Sat 17 Jan 2026 06:00 GMT\n"
    ) in text


def test_promised_update_without_news_says_so_at_once() -> None:
    """Whoever is woken by it need not open it; what a person adds is always news."""
    content = a_content(cause="No change: it goes on.", next_update_due=START + timedelta(hours=6))
    update = a_said_notice(
        "updated", content=content, changed=("cause",), approved_by="rule: an update was due"
    )

    assert ": no change, next update by " in subject_of(update)
    assert "This is the promised update of the outage" in notice_text(update)
    assert "News: No change: it goes on." in notice_text(update)
    assert ": updated (" in subject_of(replace(update, approved_by="ada"))
    assert ": updated (" in subject_of(replace(update, changed=("cause", "action_required")))


def test_reason_for_an_uncertain_end_is_said_once() -> None:
    """A holding notice has one reason for both."""
    said = "The work is not finished yet."

    assert told("holding", cause=said, end_uncertainty=said).count(said) == 1
    assert told("holding", cause=said, end_uncertainty="An hour.").count(said) == 1


def test_subject_of_an_end_says_that_it_is_not_the_all_clear() -> None:
    """A telephone shows no more than the subject."""
    assert ": completed, but not the all-clear (" in subject_of(
        a_said_notice("completed", content=WAITING)
    )
    assert ": completed (" in subject_of(a_said_notice("completed"))
