"""The words of notices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from notices.notice import Named
from notices.wording import REHEARSAL, notice_text, sandbox
from tests.notices.factories import a_completed_notice, a_notice

ENDINGS: list[dict[str, Any]] = [
    {"returns": "restored"},
    {"returns": "replaced", "replaced_by": Named(id="VAS", name="Volumes")},
    {"returns": "retired"},
    {"returns": "restored", "still_closed_for": (Named(id="supplier", name="Suppliers"),)},
]


def test_text_begins_with_id_and_revision() -> None:
    """Whoever gets a notice twice can see that it is the same one."""
    assert notice_text(a_notice(test=False)).startswith("DR1-OUT-EES rev 0\n")


@pytest.mark.parametrize("notice", [a_notice(), a_completed_notice()])
def test_rehearsal_is_marked_first_and_last(notice: Any) -> None:
    """Neither the preview of a message nor its end can be taken for the real thing."""
    first, *_, last = notice_text(notice).splitlines()
    assert REHEARSAL in first
    assert last == REHEARSAL


def test_live_notice_bears_no_mark_of_a_rehearsal() -> None:
    """The mark means something: the real night does not carry it."""
    assert "rehears" not in notice_text(a_completed_notice(test=False)).lower()


def test_started_notice_reads_as_a_supplier_needs_it() -> None:
    """What, since when, planned for how long, for whom, what becomes of data, what to do."""
    assert notice_text(a_notice(test=False)) == (
        "DR1-OUT-EES rev 0\n"
        "EES out of service: started\n"
        "\n"
        "EES (Electricity Enquiry Service) is out of service since Fri 16 Jan 2026 22:00 GMT.\n"
        "\n"
        "Planned: from Fri 16 Jan 2026 22:00 GMT to Sat 17 Jan 2026 06:00 GMT\n"
        "For: Suppliers\n"
        "Data sent during the outage: queued\n"
        "What you need to do: Send nothing."
    )


def test_completed_notice_reads_as_a_supplier_needs_it() -> None:
    """What became of the system, the window as planned and as it was, and what that is not."""
    assert notice_text(a_completed_notice(test=False)) == (
        "DR1-OUT-EES rev 1\n"
        "EES out of service: completed\n"
        "\n"
        "EES (Electricity Enquiry Service) is restored.\n"
        "\n"
        "Planned: from Fri 16 Jan 2026 22:00 GMT to Sat 17 Jan 2026 06:00 GMT\n"
        "Actual: from Fri 16 Jan 2026 22:00 GMT to Sat 17 Jan 2026 07:00 GMT\n"
        "For: Suppliers\n"
        "Data sent during the outage: queued\n"
        "This is not the all-clear. Resume only when the all-clear is given."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"returns": "replaced"}, "(Electricity Enquiry Service) is replaced."),
        (
            {"returns": "replaced", "replaced_by": Named(id="VAS", name="Volumes")},
            "is replaced by VAS (Volumes).",
        ),
        (
            {"returns": "retired", "replaced_by": Named(id="VAS", name="Volumes")},
            "is retired; its place is taken by VAS (Volumes).",
        ),
    ],
)
def test_completed_notice_says_what_became_of_the_system(changes: Any, words: str) -> None:
    """A retired system is not restored."""
    text = notice_text(a_completed_notice(**changes))
    assert words in text
    assert "restored" not in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_completed_notice_lets_nobody_resume_before_the_all_clear(ending: dict[str, Any]) -> None:
    """Its only word on resuming names the all-clear, however the outage ended."""
    lines = notice_text(a_completed_notice(**ending)).splitlines()
    resuming = [line for line in lines if "resume" in line.lower()]
    assert resuming == ["This is not the all-clear. Resume only when the all-clear is given."]


def test_completed_notice_says_for_whom_the_system_stays_closed() -> None:
    """An outage may be over for some and not for others."""
    text = notice_text(a_completed_notice(**ENDINGS[-1]))
    assert "is restored.\nIt stays closed for: Suppliers.\n" in text


def test_completed_notice_leaves_out_the_action_for_the_outage() -> None:
    """What had to be done during the outage no longer holds."""
    assert "Send nothing." not in notice_text(a_completed_notice())


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (
            datetime(2025, 10, 25, 21, 0, tzinfo=UTC),
            datetime(2025, 10, 26, 6, 0, tzinfo=UTC),
            "from Sat 25 Oct 2025 22:00 BST to Sun 26 Oct 2025 06:00 GMT",
        ),
        (
            datetime(2026, 3, 28, 22, 0, tzinfo=UTC),
            datetime(2026, 3, 29, 5, 0, tzinfo=UTC),
            "from Sat 28 Mar 2026 22:00 GMT to Sun 29 Mar 2026 06:00 BST",
        ),
    ],
)
def test_window_over_a_clock_change_names_both_zones(
    start: datetime, end: datetime, words: str
) -> None:
    """Nobody has to guess which side of the change a time is on."""
    notice = a_notice(planned_start=start, planned_end=end)
    assert f"Planned: {words}\n" in notice_text(notice)


def test_time_in_the_doubled_hour_is_told_apart() -> None:
    """01:30 comes twice when the clocks go back; the zone says which."""
    first = a_notice(actual_start=datetime(2025, 10, 26, 0, 30, tzinfo=UTC))
    second = a_notice(actual_start=datetime(2025, 10, 26, 1, 30, tzinfo=UTC))
    assert "since Sun 26 Oct 2025 01:30 BST." in notice_text(first)
    assert "since Sun 26 Oct 2025 01:30 GMT." in notice_text(second)


def test_unknown_end_of_a_window_is_left_out() -> None:
    """A run that does not play the end of an outage promises none."""
    text = notice_text(a_notice(planned_end=None))
    assert "Planned: from Fri 16 Jan 2026 22:00 GMT\n" in text


def test_runbook_text_is_never_a_template() -> None:
    """Braces in a runbook's text stay what they are."""
    assert "{{ 7 * 7 }}" in notice_text(a_notice(title="{{ 7 * 7 }}"))


@pytest.mark.parametrize(
    "source", ["{{ notice.__class__.__mro__ }}", "{{ notice.audience.append(1) }}"]
)
def test_sandbox_refuses_what_no_notice_needs(source: str) -> None:
    """A template reaches neither Python's insides nor anything it could change."""
    template = sandbox().from_string(source)
    with pytest.raises((SecurityError, UndefinedError)):
        template.render(notice=a_notice())


def test_sandbox_refuses_an_unknown_name() -> None:
    """A misspelt field is an error, not a hole in a notice."""
    with pytest.raises(UndefinedError):
        sandbox().from_string("{{ notice.titel }}").render(notice=a_notice())
