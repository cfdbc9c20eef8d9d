"""Rules that need more than a file can hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from notices.checking import check_notice, faults
from notices.core.notice import Affected, Content, Window
from tests.notices.factories_of_words import END, START, a_content

ZONE = "Europe/London"


def rules_of(content: Content, **known: Any) -> list[tuple[str, str, str]]:
    """Severity, rule and field of every problem."""
    found = check_notice(content, zone=ZONE, **known)
    return [(one.severity, one.id, one.field) for one in found]


def test_sound_notice_has_no_problem() -> None:
    """Nobody is warned for nothing."""
    assert rules_of(a_content()) == []


def test_naive_time_is_refused_before_anything_is_made_of_it() -> None:
    """What has no zone cannot be compared."""
    content = a_content(window=Window(start=datetime(2026, 1, 16, 22, 0), end=END))  # noqa: DTZ001 - that is it

    assert rules_of(content) == [("error", "naive-time", "window.start")]


def test_unknown_system_is_found_if_the_codes_are_known() -> None:
    """Nobody could have subscribed to it."""
    content = a_content(systems=(Affected(id="EESS", name="EES"),))

    assert rules_of(content) == []
    assert rules_of(content, known_systems={"EES"}) == [("error", "unknown-system", "systems.0")]


@pytest.mark.parametrize(("by_hand", "severity"), [(True, "error"), (False, "warning")])
def test_copied_date_stops_only_what_was_written_by_hand(by_hand: bool, severity: str) -> None:
    """A rehearsal is played on other days than its runbook was written for."""
    content = a_content(action_required="Test on Monday, 15 June 2020.")

    found = rules_of(content, by_hand=by_hand)

    assert found == [(severity, "copied-date", "action_required")]


@pytest.mark.parametrize(
    "text",
    ["Be ready on Friday 16 January 2026.", "From 1st of March 2026 on.", "At 22:00 as usual."],
)
def test_date_of_the_outage_itself_is_fine(text: str) -> None:
    """Around the window, with the right weekday or none."""
    assert rules_of(a_content(action_required=text)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("You can resume processing now.", True),
        ("Restart your interfaces at 07:00.", True),
        ("Do not resume before the all-clear.", False),
        ("Resume only at the all-clear.", False),
        ("EES coming back is not the all-clear: do not resume processing before M10-080.", False),
        ("After the all-clear send it as before, VAS takes it.", False),
    ],
)
def test_over_but_not_clear_lets_nobody_resume(text: str, wrong: bool) -> None:
    """A sentence that tells to go on is found, one that forbids it is not."""
    over = a_content(
        cause=text, actual=Window(start=START, end=END), resume_at="the all-clear (M10-080)"
    )

    assert bool(faults(over, ZONE)) is wrong


def test_resuming_is_fine_once_the_all_clear_is_given() -> None:
    """That is what it is for."""
    clear = a_content(
        cause="You can resume processing now.",
        actual=Window(start=START, end=END),
        resume_at="the all-clear (M10-080)",
        all_clear_at=END + timedelta(hours=2),
    )

    assert faults(clear, ZONE) == ()


def test_extension_told_in_time_is_fine() -> None:
    """Half an hour before the old end is enough to plan by."""
    later = a_content(window=Window(start=START, end=END + timedelta(hours=1)))
    before = Window(start=START, end=END)

    in_time = rules_of(later, previous=before, now=END - timedelta(minutes=30))
    late = rules_of(later, previous=before, now=END - timedelta(minutes=29))

    assert in_time == []
    assert late == [("warning", "told-late", "window.end")]


@pytest.mark.parametrize("label", ["GMT", "UTC", ""])
def test_label_that_agrees_with_the_date_is_fine(label: str) -> None:
    """January is GMT."""
    assert rules_of(a_content(zone_label=label)) == []


def test_label_of_the_other_half_of_the_year_is_doubtful() -> None:
    """BST on a winter date, as GMT on a summer date."""
    assert rules_of(a_content(zone_label="BST")) == [("warning", "zone-label", "window.start")]


def test_window_over_a_clock_change_agrees_with_either_label() -> None:
    """One of its ends has it."""
    window = Window(
        start=datetime(2026, 10, 24, 17, 0, tzinfo=UTC),
        end=datetime(2026, 10, 25, 6, 0, tzinfo=UTC),
    )

    assert rules_of(a_content(window=window, zone_label="BST")) == []
    assert rules_of(a_content(window=window, zone_label="GMT")) == []


def test_unknown_label_is_refused() -> None:
    """Nobody reads times in Callboardland."""
    assert rules_of(a_content(zone_label="CBT")) == [("error", "zone-label", "zone_label")]


def test_outage_of_no_length_in_the_end_is_fine() -> None:
    """What was opened and closed at once did happen."""
    assert rules_of(a_content(actual=Window(start=START, end=START))) == []


def test_faults_are_the_errors_in_sentences() -> None:
    """What keeps a notice from going out, and what to do; warnings do not."""
    long = a_content(systems=(), window=Window(start=START, end=START + timedelta(days=20)))

    assert faults(long, ZONE) == ("No system is named. Name each one that is affected.",)
