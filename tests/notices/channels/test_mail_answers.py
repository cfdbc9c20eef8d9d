"""What a relay's words come to, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.mail_answers import LONGEST_DETAIL, Stage, broken, kept_of, replied

STAGES: tuple[Stage, ...] = ("connecting", "envelope", "content")


@pytest.mark.parametrize(
    ("code", "stage", "outcome"),
    [
        (250, "content", "accepted"),
        (252, "content", "accepted"),
        (354, "content", "failed"),
        (421, "content", "failed"),
        (450, "envelope", "failed"),
        (550, "envelope", "refused"),
        (554, "content", "refused"),
        (554, "connecting", "failed"),
        (535, "connecting", "failed"),
        (530, "envelope", "failed"),
        (503, "content", "failed"),
        (-1, "content", "failed"),
        (999, "content", "failed"),
    ],
)
def test_a_code_means_what_its_class_means(code: int, stage: Stage, outcome: str) -> None:
    """But for what is said about ourselves."""
    assert replied(code, "words", stage).outcome == outcome


@pytest.mark.parametrize(
    "text",
    [
        "<joe@acme.example>: unknown",
        "Recipient joe@acme.example unknown",
        "joe@acme.example: mailbox full",
        "(joe@acme.example)",
        "rcpt=joe@acme.example;why",
    ],
)
def test_no_address_is_kept(text: str) -> None:
    """Whatever stands around it."""
    assert "acme" not in kept_of(text)


def test_secrets_are_not_kept() -> None:
    """Some relays repeat what one logs in with."""
    assert "pa55" not in kept_of("535 login notices pa55 failed", ("notices", "pa55", ""))


@given(st.integers(-1, 999), st.text(max_size=600), st.sampled_from(STAGES))
def test_whatever_is_answered_is_one_short_line(code: int, text: str, stage: Stage) -> None:
    """It stands in a table and in the journal."""
    for answer in (replied(code, text, stage), broken(stage, text)):
        assert len(answer.detail) <= LONGEST_DETAIL
        assert "\n" not in answer.detail
        assert answer.detail.isprintable()
        answer.detail.encode()
