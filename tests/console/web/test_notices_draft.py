"""A draft on its page: looked at beside what was said last, put right, read over, let out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from httpx import Response

from notices.core.notice import Notice
from notices.core.state import Thread
from rehearsals.testing import OPENED
from tests.console.web import notices_told as told
from tests.console.web.client import Client
from tests.console.web.place import Place

PAGE = "/runs/DR1/notices/DR1-OUT-EES"
APPROVE, REJECT = f"{PAGE}/draft/approve", f"{PAGE}/draft/reject"


def thread(place: Place) -> Thread:
    """The notice of EES."""
    return place.house.notices.book("DR1").threads[told.EES]


def newest(place: Place) -> Notice:
    """Its newest revision."""
    found = thread(place).newest
    assert found is not None
    return found


def drafted(place: Place, kind: Any = "firm", **more: Any) -> None:
    """A draft that waits, in a rehearsal whose notices go to test routes."""
    place.opened(communications="test")
    told.subscribed(place)
    told.draft(place, kind, **more)


def read_over(client: Client, **fields: str) -> Response:
    """Fill in the form of a draft, and see what would go out."""
    return client.send(client.get(f"{PAGE}/draft"), APPROVE, **fields)


def let_out(client: Client, **fields: str) -> Response:
    """And say yes to it."""
    shown = read_over(client, **fields)
    assert shown.status_code == 200, shown.text
    return client.send(shown, APPROVE, step="do")


def test_draft_is_shown_whole_with_why_and_by_when(place: Place) -> None:
    """To everybody with a role; forms are for those who may."""
    drafted(place, forecast_end=OPENED + timedelta(hours=4))
    page = place.signed_in("vic").get(f"{PAGE}/draft").text

    assert "The plan has it." in page
    assert "Mon 12 Jan 13:00 GMT" in page
    assert "Do not send enquiries." in page
    assert "DR1-OUT-EES rev 0" in page
    assert "communications approver" in page
    assert "Read it over" not in page


def test_draft_stands_beside_what_was_said_last(place: Place) -> None:
    """What changes is marked, in words and in the text; the rest can be unfolded."""
    drafted(place)
    told.approve(place, f"{told.EES}#1")
    told.draft(place, "rescheduled", content={"cause": "The load runs late."})
    page = place.signed_in("com").get(f"{PAGE}/draft").text

    assert "The registrations move.</del>" in page
    assert "The load runs late.</ins>" in page
    assert "<ins>+ " in page
    assert "What stays as it was" in page


def test_nothing_goes_out_before_it_was_read_over(place: Place) -> None:
    """It says to how many, over which channels, and that it is a test."""
    drafted(place)
    shown = read_over(place.signed_in("com"))

    assert "It goes to 2 subscribers: 2 by e-mail, 1 by webhook." in shown.text
    assert "REHEARSAL - no system is out of service" in shown.text
    assert "goes to test routes alone" in shown.text
    assert thread(place).newest is None


def test_approved_draft_goes_out_as_it_was_read(place: Place) -> None:
    """In the name of whoever let it out, with a delivery for each route."""
    drafted(place)
    client = place.signed_in("com")
    answer = let_out(client)

    assert answer.status_code == 303
    assert "It is out." in client.get(answer.headers["location"]).text
    assert (newest(place).approved_by, newest(place).kind) == ("com", "firm")
    assert len(place.house.notices.deliveries("DR1").of(told.EES)) == 3


def test_end_and_words_are_put_right_before_it_goes_out(place: Place) -> None:
    """An end on the wall clock of the runbook; what stays is not touched."""
    drafted(place)
    before = told.a_content()
    let_out(place.signed_in("com"), end="2026-01-12 13:30", cause="A disk.", action_required="")
    content = newest(place).content

    assert content.window.end == OPENED + timedelta(hours=4, minutes=30)
    assert (content.cause, content.action_required) == ("A disk.", "")
    assert content.next_update_due == before.next_update_due
    assert content.window.start == before.window.start


def test_what_is_typed_comes_back_to_be_changed(place: Place) -> None:
    """Behind the reading over, too."""
    drafted(place)
    client = place.signed_in("com")
    shown = read_over(client, cause="A disk.", end="13:30")
    again = client.send(shown, APPROVE, step="edit")

    assert "A disk." in again.text
    assert "2026-01-12 13:30 GMT" in again.text
    assert thread(place).newest is None


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"end": "half past"}, 422, "is not a time"),
        ({"end": "2026-01-12 09:30"}, 409, "not after its start"),
        ({"next_update_due": "2026-01-11 09:00"}, 409, "which is past"),
    ],
)
def test_form_that_cannot_be_taken_comes_back_as_typed(
    place: Place, fields: dict[str, str], status: int, words: str
) -> None:
    """With why, and nothing has gone out."""
    drafted(place)
    shown = read_over(place.signed_in("com"), cause="Mine.", **fields)

    assert shown.status_code == status
    assert words in shown.text
    assert "Mine." in shown.text
    assert next(iter(fields.values())) in shown.text
    assert thread(place).newest is None


def test_draft_that_another_one_replaced_is_not_let_out(place: Place) -> None:
    """What was looked at is not what would go out; the new one is shown."""
    drafted(place)
    client = place.signed_in("com")
    shown = read_over(client)
    told.draft(place, content={"cause": "Something else."})
    answer = client.send(shown, APPROVE, step="do")

    assert answer.status_code == 409
    assert "open no more" in answer.text
    assert "Something else." in answer.text
    assert thread(place).newest is None


def test_yes_that_is_sent_twice_is_done_once(place: Place) -> None:
    """The second one leads to the same page."""
    drafted(place)
    client = place.signed_in("com")
    shown = read_over(client)
    answers = [client.send(shown, APPROVE, step="do").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(thread(place).revisions) == 1


def test_draft_is_turned_down_with_a_reason(place: Place) -> None:
    """Which stays in the journal."""
    drafted(place)
    client = place.signed_in("com")
    answer = client.send(client.get(f"{PAGE}/draft"), REJECT, reason="The plan is wrong.")

    assert answer.status_code == 303
    assert thread(place).draft is None
    assert "turned down" in client.get(answer.headers["location"]).text


def test_nobody_turns_a_draft_down_without_saying_why(place: Place) -> None:
    """The form says so, and the draft waits on."""
    drafted(place)
    client = place.signed_in("com")
    answer = client.send(client.get(f"{PAGE}/draft"), REJECT)

    assert answer.status_code == 422
    assert thread(place).draft is not None


def test_who_may_not_lets_nothing_out(place: Place) -> None:
    """Whatever form they send; it says whose it is."""
    drafted(place)
    max_ = place.signed_in("max")
    csrf = max_.get("/account").text.partition('name="csrf" value="')[2].partition('"')[0]
    fields = {"csrf": csrf, "draft": f"{told.EES}#1", "step": "do"}
    answer = max_.post(APPROVE, fields)

    assert answer.status_code == 409
    assert "Com Webb" in answer.text
    assert thread(place).newest is None


def test_notice_without_a_draft_says_so(place: Place) -> None:
    """Whoever comes late by an old link."""
    told.published(place)

    assert "No draft of it waits" in place.signed_in("com").get(f"{PAGE}/draft").text


def test_for_real_is_said_plainly(place: Place) -> None:
    """A live night whose communications are on: real desks act on it."""
    place.opened(mode="live", communications="on")
    told.subscribed(place)
    told.draft(place)
    shown = read_over(place.signed_in("com"))

    assert "FOR REAL" in shown.text
    assert "nobody: no route takes it" in shown.text
    assert "2 who must be told have no route" in shown.text
