"""Answers that are made once: who has them is told so, and everybody gets bytes they can read."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from starlette.datastructures import Headers

from console.web.kept_answers import given, kept

MADE = datetime(2026, 9, 18, 20, 0, 0, 500_000, tzinfo=UTC)
LONG = kept(b"<p>out of service</p>" * 100, "text/html", cache="no-cache", modified=MADE)
SHORT = kept(b"nothing", "text/plain", cache="no-cache")


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("identity", False),
        ("", False),
    ],
)
def test_bytes_are_compressed_for_who_takes_that(*, accepts: str, packed: bool) -> None:
    """And for nobody who says no."""
    answer = given(LONG, Headers({"accept-encoding": accepts}))

    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert (gzip.decompress(answer.body) if packed else answer.body) == LONG.body


def test_few_bytes_are_not_compressed() -> None:
    """It would make them more."""
    assert "content-encoding" not in given(SHORT, Headers({"accept-encoding": "gzip"})).headers


@pytest.mark.parametrize("held", ['"{}"', 'W/"{}"', '"x", "{}"', "*", '"{}-gz"'])
def test_who_holds_the_bytes_is_told_so(held: str) -> None:
    """In whatever form the tag came back."""
    answer = given(LONG, Headers({"if-none-match": held.format(LONG.tag)}))

    assert (answer.status_code, answer.body) == (304, b"")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 18 Sep 2026 20:00:00 GMT", 304),
        ("Fri, 18 Sep 2026 19:59:59 GMT", 200),
        ("yesterday", 200),
        ("Fri, 18 Sep 2026 20:00:00", 200),
    ],
)
def test_date_counts_where_no_tag_is_given(since: str, status: int) -> None:
    """To the second; what is no date is passed over."""
    assert given(LONG, Headers({"if-modified-since": since})).status_code == status


def test_tag_goes_before_a_date() -> None:
    """Two revisions within a second have one date."""
    asked = {"if-none-match": '"old"', "if-modified-since": "Fri, 18 Sep 2026 20:00:00 GMT"}

    assert given(LONG, Headers(asked)).status_code == 200
