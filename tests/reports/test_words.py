"""Tests of how figures are put into words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from dependencies.plan import DrivenBy
from reports.words import held_by, length, moment, number, percent, term, variance

ZONE = "Europe/London"


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        pytest.param(datetime(2025, 9, 19, 17, 0, tzinfo=UTC), "Fri 19 Sep 18:00 BST", id="summer"),
        pytest.param(datetime(2025, 10, 26, 0, 30, tzinfo=UTC), "Sun 26 Oct 01:30 BST", id="first"),
        pytest.param(datetime(2025, 10, 26, 1, 30, tzinfo=UTC), "Sun 26 Oct 01:30 GMT", id="again"),
        pytest.param(None, "–", id="nothing"),  # noqa: RUF001 - the dash of an empty cell
    ],
)
def test_moments_carry_their_zone(instant: datetime | None, text: str) -> None:
    """Also in the hour that happens twice."""
    assert moment(instant, zone=ZONE) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        pytest.param(65.0, "+1 h 05 min", id="late"),
        pytest.param(-12.0, "-12 min", id="early"),
        pytest.param(0.0, "0 min", id="on-time"),
        pytest.param(0.2, "0 min", id="less-than-a-minute"),
    ],
)
def test_variances_carry_their_sign(minutes: float, text: str) -> None:
    """Plus is later or longer than planned."""
    assert variance(minutes) == text


def test_lengths_are_for_people() -> None:
    """Hours and minutes, not a number of minutes."""
    assert length(135) == "2 h 15 min"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(123_000_000.0, "123,000,000", id="whole"),
        pytest.param(0.25, "0.25", id="fraction"),
    ],
)
def test_numbers_have_their_thousands_apart(value: float, text: str) -> None:
    """So that a hundred million can be read."""
    assert number(value) == text


def test_terms_are_those_people_say() -> None:
    """The journal's words are not the reader's."""
    assert [term(word) for word in ("no_go", "go_with_conditions", "unknown")] == [
        "no-go",
        "go with conditions",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        pytest.param(0.834, "83 %", id="likely"),
        pytest.param(1, "100 %", id="certain"),
        pytest.param(0.9991, "over 99 %", id="nearly-certain"),
        pytest.param(0.0004, "under 1 %", id="hardly"),
        pytest.param(0, "0 %", id="never"),
    ],
)
def test_chances_are_not_said_to_be_certain_that_are_not(share: float, text: str) -> None:
    """Nine in ten thousand trials missed it: that is not a hundred per cent."""
    assert percent(share) == text


def test_whatever_holds_a_task_has_its_words() -> None:
    """Every one that a plan may name; a link and what has begun need none."""
    words = {each: held_by(each) for each in get_args(DrivenBy)}

    assert [each for each, text in words.items() if not text] == ["link", "begun"]
    assert words["calendar"] == "by its working hours"
    assert words["blackout"] == "by a blackout"
