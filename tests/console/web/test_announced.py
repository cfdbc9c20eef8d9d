"""What was announced of outages, wherever their ends stand: it is what "in time" is measured by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from console.announced import NOTHING_ANNOUNCED, announced_in
from console.board_outages import open_outages
from console.standing import Standing, standing
from console.web.views.for_you import Source, for_you
from console.web.views.outages import outages
from console.web.views.outages_page import outage_groups
from notices.core.notice import Named, Notice, Window
from rehearsals.outlook.outlook import outlook
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.console.web import notices_told as told
from tests.console.web.ees import ees_out
from tests.console.web.place import Place
from tests.notices.feeds.factories import a_notice, book_of, published


def a_trial() -> Trial:
    """EES went out at 09:30, and was planned to be back at 10:30; a task of an hour runs late."""
    trial = Trial(
        a_runbook(a_task("T1"), a_task("T2", "T1"), a_task("T3", "T2"), **ees_out("T2", "T3"))
    )
    trial.do(0, 30, "T1")
    trial.start(30, "T2")
    return trial


def a_told(minutes: float, **changes: object) -> Notice:
    """EES is announced to be back then; the next word is due at 10:15."""
    content = {
        "window": Window(start=at(30), end=at(minutes)),
        "next_update_due": at(75),
        **changes,
    }
    return a_notice(id="DR1-OUT-EES", run="DR1", status="started", content=content)


def stands(*notices: Notice, minutes: float = 60) -> Standing:
    """The trial as it stands when so much was announced."""
    announced = announced_in(book_of(*published(*notices)))
    return standing(a_trial().state, at(minutes), announced=announced)


def test_announced_end_is_what_was_told_and_not_what_is_planned() -> None:
    """Until something is told, the planned one stands in, and is said to be no more."""
    (planned,) = outages(stands())
    (view,) = outages(stands(a_told(120)))

    assert (planned.announced_end, planned.told) == (at(90), False)
    assert (view.announced_end, view.told, view.planned_end) == (at(120), True, at(90))
    assert view.next_update == at(75)


def test_lateness_counts_from_the_announced_end() -> None:
    """An end that was put off is not late by the plan."""
    (planned,) = outages(stands(minutes=100))
    (view,) = outages(stands(a_told(120), minutes=100))

    assert (planned.over, view.over) == (10 * 60, 0)


def test_chance_is_that_of_the_announced_end() -> None:
    """What is likely by 12:00 is not likely by 10:30."""
    state = a_trial().state
    by_plan = outlook(state, at(60)).forecast.outages["OUT-EES"]
    ends = stands(a_told(180)).announced.ends
    told_later = outlook(state, at(60), announced=ends).forecast.outages["OUT-EES"]

    assert by_plan.in_time is not None
    assert told_later.in_time is not None
    assert told_later.in_time > by_plan.in_time


def test_end_of_an_outage_that_nothing_was_told_of_stays_the_planned_one() -> None:
    """Telling of one says nothing about the others."""
    ahead = outlook(a_trial().state, at(60), announced={"OTHER": at(1)})

    assert ahead.announced["OUT-EES"] == at(90)


def test_audiences_are_promised_their_own_next_word() -> None:
    """A system that stays closed for some has a notice of its own."""
    open_ = a_told(120, audience=(Named(id="central", name="Central"),))
    closed = a_told(120, audience=(Named(id="supplier", name="Suppliers"),), next_update_due=at(99))
    announced = stands(open_, a_notice(**_as("DR1-OUT-EES-STAYS", closed))).announced

    assert announced.next_update("OUT-EES", ("supplier",)) == at(99)
    assert announced.next_update("OUT-EES", ("central",)) == at(75)
    assert announced.next_update("OUT-EES") == at(75)


def _as(name: str, notice: Notice) -> dict[str, Any]:
    content = {"window": notice.window, "audience": notice.content.audience}
    due = {"next_update_due": notice.content.next_update_due}
    return {"id": name, "run": "DR1", "status": "started", "content": content | due}


def test_cards_and_audiences_show_announced_end_and_next_update() -> None:
    """Apart from what is expected."""
    seen = stands(a_told(120))
    ((card,),) = [group.cards for group in outage_groups(seen)]
    (cutover,) = for_you("supplier", (Source(stands=seen),)).cutovers

    assert card.announced_end is not None
    assert card.next_update is not None
    assert (card.announced_end.text, card.next_update.text) == (
        "Mon 12 Jan 11:00 GMT",
        "Mon 12 Jan 10:15 GMT",
    )
    assert (cutover.outages[0].announced_until, cutover.outages[0].next_update) == (at(120), at(75))


def test_board_of_the_command_line_calls_it_by_its_name() -> None:
    """Planned, as long as nobody was told."""
    heads = []
    for seen in (stands(), stands(a_told(120))):
        (_, table) = open_outages(seen, None)
        heads.append([str(column.header) for column in table.columns][2])  # type: ignore[union-attr]

    assert heads == ["Planned end", "Announced end"]


def test_cancelled_notice_announces_no_end() -> None:
    """And nothing more is due."""
    cancelled = a_notice(id="DR1-OUT-EES", run="DR1", kind="cancelled", status="cancelled")

    assert stands(cancelled).announced.ends == {}
    assert stands(cancelled).announced.next_update("OUT-EES") is None
    assert announced_in(book_of()) is NOTHING_ANNOUNCED


def test_pages_follow_what_is_announced(place: Place) -> None:
    """At once: outages, board, and the page for suppliers."""
    told.published(place)
    later = told.a_content().window
    assert later.end is not None
    window = Window(start=later.start, end=later.end + timedelta(hours=1))
    client = place.signed_in("vic")
    before = client.get("/runs/DR1/outages").text
    told.approve(place, told.draft(place, "rescheduled", content={"window": window}))

    assert "Mon 12 Jan 12:00 GMT" in before
    assert "Mon 12 Jan 13:00 GMT" in client.get("/runs/DR1/outages").text
    assert "announced until <time" in client.get("/runs/DR1/tonight").text
    assert "13:00 GMT" in client.get("/runs/DR1/tonight").text
    assert "Next update" in client.get("/for/supplier").text
