"""Notices as data: everything once, in order, whoever asks when."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.core.state import Revision
from notices.feeds.cursor import LARGEST, LONGEST, UnknownCursor, cursor_of, read_by
from notices.feeds.json_feed import json_of, page_of
from tests.notices.feeds.factories import FEED, PAGE, a_notice, published, revised

FIRST = a_notice()
ALL = published(FIRST, revised(FIRST), a_notice(id="M10-OUT-DIP"))


def body_of(*revisions: Revision, since: str = "") -> Any:
    """The answer, as a program has it."""
    return json.loads(json_of(page_of(revisions, since), FEED))


def keys_of(revisions: tuple[Revision, ...]) -> list[str]:
    """Which revisions they are."""
    return [one.notice.key for one in revisions]


def test_an_item_is_the_payload_with_where_to_look_it_up() -> None:
    """Identity and revision under the names that suppliers know."""
    [item] = body_of(*published(FIRST))["items"]
    assert (item["data"]["mrid"], item["data"]["revisionNumber"]) == ("M10-OUT-EES", 0)
    assert item["data"]["links"] == {"html": PAGE, "ics": f"{PAGE}.ics", "json": f"{PAGE}.json"}
    assert item["type"] == "outage.notice.published"


def test_without_a_cursor_it_begins_with_the_oldest() -> None:
    """And ends with a cursor for the next time."""
    body = body_of(*ALL)
    found = [(item["data"]["id"], item["data"]["revision"]) for item in body["items"]]
    assert found == [("M10-OUT-DIP", 0), ("M10-OUT-EES", 0), ("M10-OUT-EES", 1)]
    assert body["more"] is False
    assert body_of(*ALL, since=body["next"])["items"] == []


def test_what_was_published_since_is_told() -> None:
    """Even if its own time is earlier: a rehearsal's clock may be ahead of it."""
    page = page_of(ALL)
    late = published(a_notice(id="M11-OUT-EES", published_at=FIRST.created_at.replace(year=2020)))
    assert keys_of(page_of((*ALL, *late), page.cursor).revisions) == ["M11-OUT-EES/0"]


def test_a_long_answer_comes_in_pages() -> None:
    """None is left out, and none comes twice."""
    first = page_of(ALL, most=2)
    second = page_of(ALL, first.cursor, most=2)
    assert (first.more, second.more) == (True, False)
    assert keys_of(first.revisions + second.revisions) == keys_of(page_of(ALL).revisions)


def test_a_cursor_holds_when_what_it_knows_has_left_the_feed() -> None:
    """It forgets that then."""
    cursor = page_of(ALL).cursor
    only = published(FIRST)
    assert page_of(only, cursor).revisions == ()
    assert page_of(only, cursor).cursor == cursor_of({"M10-OUT-EES": 1})


def test_the_same_answer_is_the_same_bytes() -> None:
    """So that it has an ETag."""
    assert json_of(page_of(ALL), FEED) == json_of(page_of(ALL[::-1]), FEED)


def test_a_route_is_told_the_address_of_its_own_feed() -> None:
    """And so can be sent on."""
    own = replace(FEED, route="acme-1", address="https://callboard.example/n/f/t/outages.json")
    assert json.loads(json_of(page_of(ALL), own))["feed"] == own.address


@pytest.mark.parametrize(
    "cursor",
    [
        *("0", "c1.", "c1.AAAA", "c2.eJyrBQAAeQB5", "c1.eJyLBgAAXABc", "\N{EURO SIGN}"),
        *(cursor_of({"x": 1})[:-4], "c1." + "A" * LONGEST),
    ],
)
def test_a_cursor_that_was_never_given_out_is_an_error(cursor: str) -> None:
    """That says what to do."""
    with pytest.raises(UnknownCursor, match="without `since`"):
        page_of(ALL, cursor)


def test_a_cursor_that_would_fill_the_memory_is_an_error() -> None:
    """A few characters may unpack to many."""
    said = b'{"M10-OUT-EES":' + b" " * (LARGEST + 1) + b"0}"
    with pytest.raises(UnknownCursor):
        read_by("c1." + urlsafe_b64encode(zlib.compress(said, 9)).decode().rstrip("="))


@given(st.text(max_size=60) | st.text("c1.AQeJy_-9", max_size=40).map("c1.".__add__))
def test_whatever_is_brought_as_a_cursor_is_answered(cursor: str) -> None:
    """With a page or with that error."""
    try:
        page_of(ALL, cursor)
    except UnknownCursor:
        return


@given(st.dictionaries(st.text(max_size=30), st.integers(0, 99), max_size=30))
def test_a_cursor_keeps_what_was_read(read: dict[str, int]) -> None:
    """And is plain enough for an address."""
    cursor = cursor_of(read)
    assert read_by(cursor) == read
    assert cursor.isascii()
    assert cursor.replace("-", "").replace("_", "").replace(".", "").isalnum()


@given(st.lists(st.sampled_from(range(4)), max_size=20), st.integers(1, 4))
def test_who_asks_again_and_again_has_each_revision_once(said: list[int], most: int) -> None:
    """Whatever is published in between, and however much fits into an answer."""
    feed: list[Revision] = []
    got: list[str] = []
    cursor = ""
    for number in said:
        name = f"M10-OUT-{number}"
        before = sum(one.notice.id == name for one in feed)
        feed += published(a_notice(id=name, revision=before))
        page = page_of(feed, cursor, most=most)
        got += keys_of(page.revisions)
        cursor = page.cursor
    assert len(got) == len({*got})
    while page_of(feed, cursor, most=most).revisions:
        page = page_of(feed, cursor, most=most)
        got += keys_of(page.revisions)
        cursor = page.cursor
    assert {*got} == {one.notice.key for one in feed}
