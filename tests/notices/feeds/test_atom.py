"""The Atom feed, read by feedparser."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.core.state import Revision
from notices.feeds.atom import atom_of
from tests.notices.feeds.factories import FEED, PAGE, TOLD, a_notice, published, revised

with warnings.catch_warnings():
    # It is written for Pythons that still had `cgi`, and so is what it brings along.
    warnings.simplefilter("ignore", DeprecationWarning)
    import feedparser  # type: ignore[import-untyped]

ATOM = replace(FEED, address="https://callboard.example/outages.atom")
FIRST = a_notice(kind="provisional", status="provisional")
MOVED = revised(FIRST, kind="rescheduled")


def read(*revisions: Revision) -> Any:
    """The feed of these revisions, as a reader has it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(atom_of(revisions, ATOM))
    assert found.bozo is False
    return found


def test_the_feed_says_what_it_is_and_where() -> None:
    """And was changed when its newest revision was published."""
    feed = read(*published(FIRST, MOVED)).feed
    assert (feed.id, feed.title) == ("tag:notices.example,2026:outages", "Outages, all of them")
    assert feed.updated == "2026-09-05T09:30:00Z"
    assert feed.author == "Outage notices"
    assert {link.rel: link.href for link in feed.links} == {
        "self": "https://callboard.example/outages.atom",
        "alternate": "https://callboard.example/outages",
    }


def test_every_revision_is_an_entry_of_its_own_the_newest_first() -> None:
    """Readers pass over an entry whose id they know."""
    entries = read(*published(FIRST, MOVED)).entries
    assert [entry.id for entry in entries] == [
        "tag:notices.example,2026:notice:M10-OUT-EES:r1",
        "tag:notices.example,2026:notice:M10-OUT-EES:r0",
    ]


def test_an_entry_says_what_was_published_and_when() -> None:
    """Its times are those of publishing; its systems are categories."""
    [entry] = read(*published(FIRST)).entries
    assert (entry.updated, entry.published) == ("2026-09-04T09:30:00Z", "2026-09-04T09:30:00Z")
    assert (entry.link, entry.title) == (PAGE, entry.title)
    assert entry.title.startswith("EES out of service: provisional")
    assert [tag.term for tag in entry.tags] == ["EES"]
    [content] = entry.content
    assert content.type == "text/html"
    assert "18 Sep 2026 21:00 BST" in content.value


def test_the_words_are_those_that_were_published() -> None:
    """They are escaped, and never made anew."""
    [one] = published(FIRST)
    [entry] = read(replace(one, text="a < b & <script>x</script>\nc")).entries
    assert "a &lt; b &amp; &lt;script&gt;" in entry.content[0].value.replace("<br />", "<br/>")


def test_the_same_revisions_are_the_same_bytes() -> None:
    """However they are ordered."""
    one, other = published(FIRST, MOVED)
    assert atom_of((one, other), ATOM) == atom_of((other, one), ATOM)


def test_a_feed_with_nothing_in_it_is_a_feed() -> None:
    """Before the first notice."""
    assert read().entries == []


def test_a_route_has_a_feed_of_its_own() -> None:
    """Its entries are those of everybody's feed, under the same ids."""
    own = replace(ATOM, route="acme-1")
    raw = atom_of(published(FIRST), own)
    assert b"<id>tag:notices.example,2026:outages-acme-1</id>" in raw
    assert b":notice:M10-OUT-EES:r0</id>" in raw


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=200)), max_size=4))
def test_whatever_is_said_the_feed_can_be_read(said: list[tuple[str, str]]) -> None:
    """One entry for each revision, with ids that differ."""
    revisions = [
        replace(one, text=text)
        for number, (title, text) in enumerate(said)
        for one in published(a_notice(id=f"M10-{number}", content={"title": title or "x"}))
    ]
    entries = read(*revisions).entries
    assert len({entry.id for entry in entries}) == len(said)
    assert all(entry.updated.startswith(f"{TOLD:%Y-%m-%d}") for entry in entries)
