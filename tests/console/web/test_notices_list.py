"""The notices of a run on the operator's page: what waits, what stands, whom it reached."""

from __future__ import annotations

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from console.web.live.shared import regions
from notices.outbox.pulse import SENDER, Pulse
from rehearsals.testing import OPENED
from tests.console.web import notices_told as told
from tests.console.web.place import Place

PAGE = "/runs/DR1/notices"


def test_run_without_notices_says_so(place: Place) -> None:
    """And nothing alarms anybody."""
    place.opened(communications="test")
    page = place.signed_in("vic").get(PAGE).text

    assert "Nothing was published yet." in page
    assert "No sender is running" not in page


def test_draft_stands_with_its_reason_and_until_when_it_is_needed(place: Place) -> None:
    """With the way to it."""
    place.opened(communications="test")
    told.draft(place)
    page = place.signed_in("com").get(PAGE).text

    assert "The plan has it." in page
    assert "30 min left" in page
    assert f'href="{PAGE}/{told.EES}/draft"' in page


def test_notice_says_how_many_it_reached_and_when_more_is_said(place: Place) -> None:
    """Counted by subscribers, not by routes."""
    told.published(place)
    told.attempted(place, told.key_of("acme-1"), "accepted", status=250)
    page = place.signed_in("vic").get(PAGE).text

    assert "<strong>1 of 2 reached</strong>, 0 acknowledged" in page
    assert "due <time" in page


def test_forecast_end_stands_apart_from_the_announced_one(place: Place) -> None:
    """It is told to nobody, and the announced end does not move by it."""
    told.published(place)
    page = place.signed_in("com").get(PAGE).text

    assert "Forecast end P80" in page
    assert "told to nobody" in page


def test_stopped_sender_is_seen_within_a_minute(place: Place) -> None:
    """Here, where notices are published."""
    told.published(place)
    beat = Pulse(place.house.journal, place.clock.now)
    beat.beat()
    client = place.signed_in("com")
    assert "No sender is running" not in client.get(PAGE).text
    place.clock.pass_(1)

    page = client.get(PAGE).text
    assert "No sender is running: notices do not leave" in page
    assert "messages wait since" in page
    assert place.house.journal.lease(SENDER) is not None


def test_open_page_is_told_of_a_sender_that_stops(place: Place) -> None:
    """Though it says nothing any more: nobody loads the page again."""
    told.published(place)
    Pulse(place.house.journal, place.clock.now).beat()
    house, found = place.house, []
    for _ in range(2):
        found.append(regions(house, "notices", house.look("DR1"))["notices"])
        place.clock.pass_(0.75)

    assert ["No sender is running" in text for text in found] == [False, True]


def test_sender_that_is_behind_is_said_to_be(place: Place) -> None:
    """It lives, and what is due has waited for more than a minute."""
    told.published(place)
    place.clock.pass_(2)
    Pulse(place.house.journal, place.clock.now).beat()

    assert "The sender is behind" in place.signed_in("com").get(PAGE).text


def test_failing_route_is_a_task_for_the_operator(place: Place) -> None:
    """With why, and whether another one stands in."""
    told.published(place)
    told.failing(place, told.key_of("acme-2"))
    page = place.signed_in("com").get(PAGE).text

    assert "Acme, webhook" in page
    assert "503 three times" in page
    assert "NO OTHER ROUTE" in page


@pytest.mark.parametrize(("days", "word"), [(30, "notice-warning"), (0, "notice-danger")])
def test_who_must_be_told_and_is_not_stands_above_all(place: Place, days: int, word: str) -> None:
    """Near the start it stands in the way; before, there is still time."""
    place.opened(communications="test")
    told.subscribed(place)
    start = OPENED + timedelta(days=days, hours=1)
    window = type(told.a_content().window)(start=start, end=start + timedelta(hours=2))
    told.approve(place, told.draft(place, content={"window": window, "next_update_due": None}))
    place.clock.pass_(5)
    page = place.signed_in("com").get(PAGE).text

    banner = page.partition("2 who must be told are not reached yet")[0].rpartition(
        'class="notice '
    )[2]
    assert banner.startswith(word)


def test_withheld_notice_says_that_it_went_to_nobody(place: Place) -> None:
    """Communications were off when it was published."""
    place.opened(communications="off")
    told.subscribed(place)
    told.approve(place, told.draft(place))

    assert "nobody: communications are off" in place.signed_in("com").get(PAGE).text


def test_open_draft_needs_somebody_on_the_board(place: Place) -> None:
    """With the way to it; as soon as it is there."""
    place.opened(communications="test")
    vic = place.signed_in("vic")
    assert "waits for approval" not in vic.get("/runs/DR1/tonight").text
    told.draft(place)

    page = vic.get("/runs/DR1/tonight").text
    assert "waits for approval" in page
    assert f'href="{PAGE}/{told.EES}/draft"' in page


def test_failing_route_needs_somebody_on_the_board(place: Place) -> None:
    """It leads to its notice."""
    told.published(place)
    told.failing(place, told.key_of("acme-2"))
    place.clock.pass_(0.5)

    assert f'href="{PAGE}/{told.EES}"' in place.signed_in("vic").get("/runs/DR1/tonight").text


def test_evidence_is_taken_away_by_those_who_answer_for_it(place: Place) -> None:
    """Both streams, and a table of the deliveries."""
    told.published(place)
    place.clock.pass_(1)
    told.attempted(place, told.key_of("acme-1"))
    answer = place.signed_in("sue").get(f"{PAGE}/evidence.zip")

    with ZipFile(io.BytesIO(answer.content)) as file:
        names = file.namelist()
        table = file.read("deliveries.csv").decode()
    assert {"notices-DR1.jsonl", "deliveries-DR1.jsonl", "deliveries.csv"} <= set(names)
    assert "acme-1" in table
    assert place.signed_in("vic").get(f"{PAGE}/evidence.zip").status_code == 403
