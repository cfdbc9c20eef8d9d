"""A simulated M10 in which ERDS runs late: its subscribers are told all of it, and in time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from notices.core.words import Kind
from notices.feeds.calendar import calendar_of
from notices.feeds.json_feed import json_of, page_of
from notices.feeds.selection import newest, told
from runbooks.clocktime import rfc3339
from tests.acceptance.notices_night import NOTICE, RUN, TOLD, Night, a_night
from tests.notices.feeds.factories import FEED
from tests.notices.feeds.test_atom import read as read_atom
from tests.notices.feeds.test_calendar_peers import by_ics, by_vobject


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """The night, played once for all that is asked of it."""
    with a_night(tmp_path_factory.mktemp("night")) as played:
        yield played


def test_erds_runs_late_and_everything_comes_to_its_end(night: Night) -> None:
    """The night that this is about: it ends behind the end that was announced at first."""
    first, last = night.erds.revisions[0].notice, night.state.outage("OUT-ERDS")
    assert night.state.status == "finished"
    assert first.window.end is not None
    assert last.closed_at is not None
    assert last.closed_at > first.window.end


def test_the_story_of_erds_is_told_in_order(night: Night) -> None:
    """Planned, firm, begun, longer, over, and at last that work may be taken up."""
    kinds = [revision.notice.kind for revision in night.erds.revisions]
    story: tuple[Kind, ...] = (
        "provisional",
        "firm",
        "started",
        "extended",
        "completed",
        "all_clear",
    )
    assert [kinds.index(kind) for kind in story] == sorted(kinds.index(kind) for kind in story)
    assert kinds[-1] == "all_clear"
    assert {one.rung for one in night.erds.reminders if not one.skipped} == {
        "10wd", "5wd", "24h", "1h",
    }  # fmt: skip


def test_everybody_hears_of_each_extension_before_the_announced_end(night: Night) -> None:
    """Not when it is published, but when it has arrived."""
    extended = [one.notice for one in night.erds.revisions if one.notice.kind == "extended"]
    assert extended
    for notice in extended:
        assert notice.previous_window is not None
        end = notice.previous_window.end
        assert end is not None
        arrived = [one.told_at for one in night.deliveries.of(NOTICE, notice.revision)]
        assert len(arrived) == len(TOLD)
        assert all(at is not None and at < end for at in arrived)


def test_no_announced_end_passes_in_silence(night: Night) -> None:
    """Before each end that was told comes the next word, or it says itself that it may pass."""
    out = [one.notice for one in night.erds.revisions if one.notice.status == "started"]
    said = [*(one.published_at for one in out[1:]), night.state.outage("OUT-ERDS").closed_at]
    for notice, later in zip(out, said, strict=True):
        assert notice.window.end is not None
        assert later is not None
        known = notice.content.end_uncertainty
        assert later <= notice.window.end or "overrun" in known or "has passed" in known


def test_every_delivery_is_accounted_for(night: Night) -> None:
    """One to each test route for each thing that was said; none waits, none failed."""
    states = Counter(one.state for one in night.deliveries.deliveries.values())
    assert set(states) <= {"accepted", "delivered"}
    for thread in night.book.threads.values():
        for_suppliers = thread.id != f"{RUN}-OUT-DIP"
        events = len(thread.revisions) + sum(not one.skipped for one in thread.reminders)
        found = Counter(one.id.route for one in night.deliveries.of(thread.id))
        assert found == (dict.fromkeys(TOLD, events) if for_suppliers else {})


def test_mails_are_marked_and_go_to_the_test_route_alone(night: Night) -> None:
    """From the subject on; the mailbox for real notices gets none of a rehearsal's."""
    mails = night.world.relay.mails
    assert len(mails) == night.states_of("acme-1")["accepted"]
    assert all("REHEARSAL" in mail["subject"] for mail in mails)
    assert len({mail["message-id"] for mail in mails}) == len(mails)
    assert {mail["to"] for mail in mails} == {"acme@supplier.example"}


def test_the_sample_receiver_holds_the_newest_revision_of_each_notice(night: Night) -> None:
    """It has verified every signature, and counted no message twice."""
    newest = {
        thread.id: thread.newest.revision
        for thread in night.book.threads.values()
        if thread.newest is not None and thread.id != f"{RUN}-OUT-DIP"
    }
    assert night.world.receiver.kept == newest


def test_slack_is_told_the_same(night: Night) -> None:
    """Each post names its notice and its revision in the first line."""
    posts = [post.body["text"] for post in night.world.slack.posted]
    assert len(posts) == night.states_of("cumulus-1")["delivered"]
    for revision in night.erds.revisions:
        head = f"{NOTICE} rev {revision.notice.revision}"
        assert any(head in text.splitlines()[0] for text in posts)


def test_the_calendar_shows_two_readers_when_erds_was_out(night: Night) -> None:
    """One event for each notice, at its newest revision; what is over was as long as it was."""
    outage = night.state.outage("OUT-ERDS")
    assert outage.opened_at is not None
    assert outage.closed_at is not None
    lasted = [at.replace(microsecond=0) for at in (outage.opened_at, outage.closed_at)]
    revisions = newest(told((night.book,)))
    data = calendar_of(revisions, FEED)
    for read in (by_vobject(data), by_ics(data)):
        found = {uid.partition("@")[0]: (start, end, number) for uid, start, end, number in read}
        assert found.keys() == {one.notice.id for one in revisions}
        assert found[NOTICE] == (*lasted, night.erds.revisions[-1].notice.revision)


def test_the_feeds_hold_every_revision_with_its_window(night: Night) -> None:
    """An entry for each in Atom; the payloads of webhooks in JSON, at the instants told."""
    revisions = told((night.book,))
    assert len(read_atom(*revisions).entries) == len(revisions)
    items = json.loads(json_of(page_of(revisions, most=len(revisions)), FEED))["items"]
    windows = {
        (item["data"]["id"], item["data"]["revision"]): item["data"]["window"]["end"]
        for item in items
    }
    assert windows == {
        (one.notice.id, one.notice.revision): rfc3339(one.notice.window.end)
        for one in revisions
        if one.notice.window.end is not None
    }
