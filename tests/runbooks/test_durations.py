"""Lengths of time: a machine's wait may be given in milliseconds."""

from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import ValidationError

from runbooks.durations import format_wait
from runbooks.tasks import WaitRun
from tests.runbooks.strategies import milliseconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("100ms", 0.1), ("1ms", 0.001), ("0ms", 0), ("1500ms", 1.5), ("90s", 90), ("PT1M", 60)],
)
def test_wait_is_read_in_milliseconds_too(text: str, seconds: float) -> None:
    """A trial's machine may wait for less than a second."""
    assert WaitRun.model_validate({"for": text}).seconds == seconds


@pytest.mark.parametrize(
    "text", ["100", "1.5ms", "-1ms", "1s500ms", "100 ms", "9999999999ms", "ms"]
)
def test_wait_of_another_form_is_refused(text: str) -> None:
    """Whole milliseconds alone, and of a sensible number."""
    with pytest.raises(ValidationError):
        WaitRun.model_validate({"for": text})


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.1, "100ms"), (1.5, "1500ms"), (2.0, "2s"), (60, "1m"), (0, "0m"), (0.0004, "0m")],
)
def test_wait_is_written_in_milliseconds_only_if_it_must_be(seconds: float, text: str) -> None:
    """Whole seconds have the canonical form of all lengths of time."""
    assert format_wait(seconds) == text


@given(milliseconds)
def test_wait_is_read_as_it_was_written(number: int) -> None:
    """No millisecond is lost on the way."""
    written = format_wait(number / 1000)
    assert WaitRun.model_validate({"for": written}).seconds == number / 1000
