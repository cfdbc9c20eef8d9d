"""Notices by the API: what was said, what became of it, and saying that somebody has read it."""

from __future__ import annotations

from dataclasses import replace

from notices.core.notice import Notice
from rehearsals.names import REFUSALS
from tests.console.api.program import program
from tests.console.web.noticed import a_told, queue, revised, route_of, say
from tests.console.web.place import Place


def _told(place: Place) -> tuple[Notice, str]:
    """A notice of a rehearsal, and the key of its delivery."""
    run = place.opened(communications="test")
    notice = replace(a_told(run=run, id=f"{run}-OUT-EES"), test=True, live=False)
    say(place, notice)
    return notice, queue(place, notice, route_of(place, test=True))


def test_notices_are_listed_as_they_were_said_last(place: Place) -> None:
    """With how many deliveries stand how."""
    notice, _ = _told(place)
    say(place, revised(notice, content={"title": "Moved"}))
    (found,) = program(place, "vic").get("/runs/DR1/notices").json()["notices"]

    assert (found["id"], found["revision"], found["title"]) == ("DR1-OUT-EES", 1, "Moved")
    assert found["deliveries"] == {"pending": 1}


def test_notice_is_shown_with_all_that_was_said(place: Place) -> None:
    """Every revision; its deliveries are a list of their own."""
    notice, key = _told(place)
    say(place, revised(notice))
    vic = program(place, "vic")
    shown = vic.get(f"/runs/DR1/notices/{notice.id}").json()
    sent = vic.get(f"/runs/DR1/notices/{notice.id}/deliveries").json()

    assert [one["notice"]["revision"] for one in shown["revisions"]] == [0, 1]
    assert [one["key"] for one in sent["deliveries"]] == [key]
    assert (sent["total"], sent["next"]) == (1, None)


def test_addresses_are_shown_to_nobody(place: Place) -> None:
    """A delivery names its route, which says nothing."""
    notice, _ = _told(place)
    shown = program(place, "vic").get(f"/runs/DR1/notices/{notice.id}/deliveries").text

    assert "acme.example" not in shown


def test_unknown_notice_is_a_problem(place: Place) -> None:
    """As everything else that there is not."""
    _told(place)
    answer = program(place, "vic").get("/runs/DR1/notices/DR1-NONE")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-notice")


def test_revisions_are_followed_by_a_cursor(place: Place) -> None:
    """Each once, and nothing that was withheld."""
    notice, _ = _told(place)
    vic = program(place, "vic")
    first = vic.get("/runs/DR1/notices/feed").json()
    say(place, revised(notice))
    say(place, revised(revised(notice)), withheld="communications are off")
    then = vic.get(f"/runs/DR1/notices/feed?since={first['next']}").json()

    assert [one["data"]["revision"] for one in first["items"]] == [0]
    assert [one["data"]["revision"] for one in then["items"]] == [1]


def test_cursor_that_is_none_is_a_problem(place: Place) -> None:
    """A client begins anew."""
    _told(place)
    answer = program(place, "vic").get("/runs/DR1/notices/feed?since=x")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-cursor")


def test_approver_notes_that_somebody_has_read_it(place: Place) -> None:
    """Once; the same key again answers the same."""
    _, key = _told(place)
    com = program(place, "com")
    body = {"delivery": key}
    first, again, later = (
        com.post("/runs/DR1/notices/acknowledge", body, key=name) for name in ("a", "a", "b")
    )
    known = place.house.notices.deliveries("DR1").deliveries[key]

    assert [one.json()["new"] for one in (first, again, later)] == [True, True, False]
    assert (known.acknowledged_by, known.acknowledged_who) == ("operator", "com")


def test_nobody_else_says_who_has_read_it(place: Place) -> None:
    """The refusal is journalled."""
    _, key = _told(place)
    answer = program(place, "max").post("/runs/DR1/notices/acknowledge", {"delivery": key})

    assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")
    assert place.house.journal.head(REFUSALS).seq == 1


def test_delivery_that_there_is_not_is_refused(place: Place) -> None:
    """In words."""
    _told(place)
    answer = program(place, "com").post("/runs/DR1/notices/acknowledge", {"delivery": "a/0/b/c"})

    assert answer.json()["code"] == "no-such-delivery"
