"""What answers of receivers mean."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.answers import LONGEST_PAUSE, Why, answered, pause, unanswered
from tests.notices.channels.messages import NOW


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("30", 30),
        (" 30 ", 30),
        ("Tue, 14 Jul 2026 12:05:00 GMT", 300),
        ("Tuesday, 14-Jul-26 12:05:00 GMT", 300),
        ("Tue, 14 Jul 2026 12:05:00 -0000", 300),
        ("Tue, 14 Jul 2026 13:05:00 +0100", 300),
        ("Tue, 14 Jul 2026 11:00:00 GMT", 0),
        ("Wed, 15 Jul 2099 11:00:00 GMT", LONGEST_PAUSE),
        ("99999999999999999999999", LONGEST_PAUSE),
        ("-5", 0),
        ("1.5", 0),
        ("\N{ARABIC-INDIC DIGIT THREE}0", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_pause_in_seconds_or_until_an_instant(header: str, seconds: float) -> None:
    """What is neither counts as none; nobody can ask us to wait for ever."""
    assert pause(header, NOW) == seconds


@given(st.text(max_size=40))
def test_any_pause_is_read(header: str) -> None:
    """Nothing that a receiver writes does more than be left out."""
    assert 0 <= pause(header, NOW) <= LONGEST_PAUSE


@pytest.mark.parametrize("status", [502, 503, 504])
def test_pause_of_a_gateway_is_heeded(status: int) -> None:
    """Though not as long as after 429, where too much was asked."""
    answer = answered(status, {"retry-after": "90"}, at=NOW)
    assert (answer.outcome, answer.retry_after, answer.throttled) == ("failed", 90, False)


def test_receiver_may_refuse_one_message() -> None:
    """It is not sent again; the route stays."""
    answer = answered(422, {"webhook-delivery": "abort-message"}, at=NOW)
    assert (answer.outcome, answer.gone) == ("refused", False)


@pytest.mark.parametrize(("status", "outcome"), [(200, "delivered"), (500, "refused")])
def test_receiver_may_end_its_route(status: int, outcome: str) -> None:
    """With the message it took, or with one that it did not."""
    answer = answered(status, {"webhook-delivery": "Disable"}, at=NOW)
    assert (answer.outcome, answer.gone) == (outcome, True)


def test_taken_message_cannot_be_refused_too() -> None:
    """A success is a success."""
    assert answered(204, {"webhook-delivery": "abort-message"}, at=NOW).outcome == "delivered"


@given(st.integers(min_value=100, max_value=999))
def test_only_2xx_is_delivered(status: int) -> None:
    """Every status means something, and only 410 ends a route."""
    answer = answered(status, {}, at=NOW)
    assert (answer.outcome == "delivered") == (200 <= status < 300)
    assert (answer.outcome == "refused") == answer.gone == (status == 410)
    assert (answer.throttled, answer.status) == (status == 429, status)
    assert answer.detail.startswith(f"Answered {status}")


@pytest.mark.parametrize("why", get_args(Why))
def test_no_answer_is_tried_again(why: Why) -> None:
    """But for a name that leads to where it may not."""
    answer = unanswered(why)
    assert answer.outcome == ("refused" if why == "address" else "failed")
    assert answer.status is None
    assert answer.detail.endswith(".")
