"""Reading a notice that somebody wrote by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.core.notice import Affected, Cutoff, Named, Periods, SubmitBy
from notices.reading import LONGEST, read_content, read_notice
from runbooks.errors import NoticeInvalid
from tests.notices.checking.files import REAL

PLAIN = """
title: EES out of service
systems: [EES]
window: {start: 2026-06-12T18:00, end: 2026-06-12T22:00}
"""


def the(name: str) -> Path:
    """The file of a real notice."""
    (found,) = [file for file in REAL if file.stem == name]
    return found


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-06-12T18:00", 17),
        ("2026-06-12 18:00 BST", 17),
        ("2026-06-12T18:00 GMT", 18),
        ("2026-06-12T18:00 UTC", 18),
        ("2026-06-12T18:00Z", 18),
        ("2026-06-12T18:00+01:00", 17),
        ("2026-06-12T18:00:00-02:00", 20),
    ],
)
def test_time_is_placed_by_its_label_or_by_the_clock(written: str, hour: int) -> None:
    """A label is taken at its word; without one the clock of the zone counts."""
    content = read_content(f"{PLAIN}next_update_due: {written}\n")

    assert content.next_update_due == datetime(2026, 6, 12, hour, tzinfo=UTC)


def test_label_in_a_doubled_hour_says_which_one() -> None:
    """01:30 comes twice when the clocks go back, and each has its own label."""
    content = read_content(
        "title: EES\nsystems: [EES]\n"
        "window: {start: 2025-10-26T01:30 BST, end: 2025-10-26T01:30 GMT}\n"
    )

    assert content.window.start == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert content.window.end == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_doubtful_label_is_warned_about_with_both_readings() -> None:
    """GMT on a summer date is 04:57 on the clock, or 03:57, and nobody can tell."""
    read = read_notice(the("el02020").read_text(encoding="utf-8"))

    message = read.warnings[0].finding.message
    assert "Tue 25 Jun 2013 04:57 BST (03:57 UTC)" in message
    assert "Tue 25 Jun 2013 03:57 BST (02:57 UTC)" in message


def test_settlement_periods_of_two_days_are_kept() -> None:
    """Submit 45 to 48 of one day and 1 to 21 of the next before the start."""
    content = read_content(the("el02836"))

    assert content.submit_by[0] == SubmitBy(
        what="Notifications",
        at=datetime(2018, 6, 27, 19, 57, tzinfo=UTC),
        periods=(
            Periods(day=date(2018, 6, 27), first=45, last=48),
            Periods(day=date(2018, 6, 28), first=1, last=21),
        ),
    )


def test_earlier_cutoff_is_kept_apart_from_the_start() -> None:
    """Log-ins end at 17:00, the outage begins at 20:57."""
    content = read_content(the("el02920"))

    assert content.cutoff == Cutoff(
        what="Portal log-ins are disabled", at=datetime(2018, 11, 27, 17, 0, tzinfo=UTC)
    )


def test_parts_are_kept_within_their_window() -> None:
    """Two stretches to avoid within one outage."""
    parts = read_content(the("2019-03-27")).parts

    assert [(part.start.hour, part.start.minute) for part in parts] == [(17, 30), (22, 0)]


def test_degraded_is_not_down() -> None:
    """Systems have their own impact."""
    systems = read_content(the("2019-04-11")).systems

    assert systems[1] == Affected(id="TIBCO", name="TIBCO", impact="degraded")


def test_same_system_is_up_in_one_outage_and_down_in_the_next() -> None:
    """The portal stayed up on 4 June 2025, and was down on 28 June."""
    first, second = read_content(the("portal-37947")), read_content(the("portal-38063"))

    assert Named(id="PORTAL", name="Elexon Portal") in first.unaffected
    assert "PORTAL" in {system.id for system in second.systems}


def test_json_is_read_as_well() -> None:
    """A machine may write notices, too."""
    data = {"title": "EES", "systems": ["EES"], "window": {"start": "2026-06-12T18:00 BST"}}

    assert read_content(json.dumps(data)).title == "EES"


def test_unknown_system_is_refused_with_what_was_meant() -> None:
    """If the codes are known."""
    with pytest.raises(NoticeInvalid, match="Did you mean EES"):
        read_content(PLAIN.replace("[EES]", "[EESS]"), known_systems=["EES", "DIP"])


def test_time_of_publication_is_taken_from_outside_if_the_notice_has_none() -> None:
    """So that a notice that comes too late is found whoever wrote it."""
    read = read_notice(PLAIN, now=datetime(2026, 6, 12, 15, 0, tzinfo=UTC))

    assert [one.finding.rule for one in read.findings] == ["short-notice"]


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """And no traceback."""
    with pytest.raises(NoticeInvalid, match="no such file"):
        read_content(tmp_path / "none.yaml")


def test_all_clear_cannot_be_written_by_hand() -> None:
    """It is given in the run, or not at all."""
    with pytest.raises(NoticeInvalid, match="all_clear_at"):
        read_content(f"{PLAIN}all_clear_at: 2026-06-12T22:00 BST\n")


@pytest.mark.parametrize(
    "text",
    [
        "x" * (LONGEST + 1),
        "title: !!python/object/apply:os.system [id]\n",
        "a: &a [x]\nb: *a\n",
        "[1, 2]",
        "",
        "title: EES\ntitle: DIP\n",
        f'{PLAIN}cause: "\\e[31mred"\n',
    ],
    ids=["long", "tag", "alias", "list", "empty", "twice", "control"],
)
def test_hostile_text_is_refused_without_an_exception(text: str) -> None:
    """Nothing in a notice runs, grows, or drives a terminal."""
    read = read_notice(text)

    assert read.errors


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed, the outcome is findings or a content."""
    read = read_notice(f"title: {text}\nsystems: [EES]\nwindow: {{start: {text}}}\n")

    assert read.content is not None or read.errors
