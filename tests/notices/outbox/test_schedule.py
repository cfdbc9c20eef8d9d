"""When a delivery is tried again: never past its deadline, and sooner the nearer that is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.outbox.schedule import FLOOR, STEPS, TRIES, is_failing, next_try
from notices.outbox.testing import NOW, after

HOUR = 3600.0
DAY = 24 * HOUR


def wait(attempt: int = 2, *, left: float | None = None, key: str = "k", **asked: float) -> float:
    """The seconds until the next try; `left` are those to the deadline."""
    deadline = None if left is None else after(left)
    at = next_try(key=key, attempt=attempt, now=NOW, deadline=deadline, **asked)  # type: ignore[arg-type]
    assert at is not None
    return (at - NOW).total_seconds()


@given(key=st.text(), attempt=st.integers(1, TRIES - 1))
def test_without_a_deadline_the_step_is_jittered_by_a_fifth(key: str, attempt: int) -> None:
    """All the steps of Standard Webhooks, each a little off."""
    step = STEPS[attempt - 1].total_seconds()

    assert 0.8 * step <= wait(attempt, key=key) <= 1.2 * step


def test_jitter_follows_from_the_key() -> None:
    """The same delivery is always tried at the same moment, another one at another."""
    assert wait(key="a") == wait(key="a") != wait(key="b")


def test_the_first_retry_comes_after_seconds() -> None:
    """A reset connection is not worth a minute."""
    assert 4 <= wait(1, left=HOUR) <= 6


def test_a_step_is_a_third_of_the_time_left_at_most() -> None:
    """With an hour and a half left, half an hour is the longest wait."""
    assert wait(5, left=1.5 * HOUR) == 0.5 * HOUR


def test_a_wait_is_a_minute_at_least() -> None:
    """Nearer the deadline tries do not become a hail."""
    assert wait(5, left=100) == 60


def test_a_try_never_comes_behind_the_deadline() -> None:
    """The last one comes at the deadline itself, whatever was asked for."""
    assert wait(5, left=30) == 30
    assert wait(5, left=200, throttled=True) == 200
    assert wait(2, left=HOUR / 12, retry_after=9999) == HOUR / 12


def test_nothing_is_tried_at_the_deadline_or_behind_it() -> None:
    """The next reminder says it anew, or it is too late."""
    assert next_try(key="k", attempt=1, now=NOW, deadline=NOW) is None


def test_tries_end() -> None:
    """After ten of them nothing more is to be expected of the eleventh."""
    assert next_try(key="k", attempt=TRIES, now=NOW, deadline=None) is None


@pytest.mark.parametrize(("asked", "given"), [(1, 300), (400, 400), (10**30, 600)])
def test_retry_after_is_believed_between_one_step_and_two(asked: float, given: float) -> None:
    """Neither a second nor a year."""
    assert wait(2, retry_after=asked) == given


def test_retry_after_may_be_sooner_than_a_step_that_would_come_too_late() -> None:
    """Five hours are no least wait where an hour is left."""
    assert wait(5, left=HOUR, retry_after=60) == HOUR / 3


def test_too_many_requests_asks_for_five_minutes() -> None:
    """Also before the first retry."""
    assert wait(1, throttled=True, retry_after=1) == 300


def test_a_try_comes_when_a_day_is_left() -> None:
    """So it is known in time whether the fallback is needed."""
    assert wait(6, left=DAY + HOUR) == HOUR


@given(
    attempt=st.integers(1, 20),
    left=st.floats(-DAY, 60 * DAY) | st.none(),
    retry_after=st.floats(0, 10**12),
    throttled=st.booleans(),
)
def test_every_next_try_lies_ahead_and_before_the_deadline(
    attempt: int, left: float | None, retry_after: float, throttled: bool
) -> None:
    """Whatever was answered."""
    deadline = None if left is None else after(left)
    at = next_try(
        key="k", attempt=attempt, now=NOW, deadline=deadline, retry_after=retry_after,
        throttled=throttled,
    )  # fmt: skip

    assert at is None or at > NOW
    assert at is None or deadline is None or at <= deadline
    if at is not None and attempt > 1 and (deadline is None or at < deadline):
        assert at - NOW >= FLOOR


def failing(attempt: int, left: float | None, next_in: float | None = 60) -> bool:
    """Whether a route is failing after an attempt."""
    deadline = None if left is None else after(left)
    retry_at = None if next_in is None else after(next_in)
    return is_failing(attempt=attempt, now=NOW, deadline=deadline, retry_at=retry_at)


def test_a_route_is_failing_after_the_fourth_attempt() -> None:
    """A week ahead there is time for three."""
    assert [failing(attempt, 7 * DAY) for attempt in (1, 2, 3, 4, 5)] == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert failing(4, None)


def test_a_route_is_failing_at_once_within_a_day_of_the_deadline() -> None:
    """But for a blip, which five seconds later may be over."""
    assert failing(2, DAY)
    assert failing(1, DAY, next_in=300)
    assert not failing(1, DAY, next_in=5)
    assert not failing(2, DAY + 1)


def test_a_route_is_failing_when_nothing_more_is_tried() -> None:
    """Such as after a refusal."""
    assert failing(1, 7 * DAY, next_in=None)


def test_ten_tries_fit_before_a_deadline_in_two_hours() -> None:
    """The tries come closer as the deadline does."""
    deadline, now, tries = NOW + timedelta(hours=2), NOW, 1
    while True:
        at: datetime | None = next_try(key="k", attempt=tries, now=now, deadline=deadline)
        if at is None:
            break
        now, tries = at, tries + 1

    assert tries == TRIES
    assert deadline - now < timedelta(minutes=20)
