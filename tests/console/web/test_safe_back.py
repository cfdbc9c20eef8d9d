"""Until when a run can turn back, on the board and on Control; and what outages foresee."""

from __future__ import annotations

from console.web.views.outages_page import outage_groups
from console.web.views.safe_back import SafeBack, safe_back
from rehearsals.core import commands as c
from rehearsals.testing import a_runbook, a_task
from runbooks.model import Runbook
from tests.console.web.foreseen_nights import WIDE, a_night, looked
from tests.console.web.place import Place


def test_what_cannot_be_undone_binds_where_it_comes_first(place: Place) -> None:
    """C begins at 11:00, and is named."""
    found = _safe(place)

    assert found.latest
    assert (found.latest.text, found.left, found.past) == ("11:00 GMT", "2 h 00 min left", False)
    assert found.binds == "C Do C, which cannot be undone, begins 11:00 GMT."


def test_the_old_service_binds_where_that_comes_first(place: Place) -> None:
    """It must be back by 11:30, and what A did takes an hour to undo."""
    found = _safe(place, restore_by="2026-01-12T11:30")

    assert found.latest
    assert found.latest.text == "10:30 GMT"
    assert found.binds == "The service of before must be back by 11:30 GMT."


def test_what_a_rollback_would_undo_is_told_in_order(place: Place) -> None:
    """How long it takes, too; before anything was done, nothing."""
    look = looked(place)
    assert _of(place, look.run).leg == ()

    place.done(look.run, c.StartTask, "ann", task="A")
    found = _of(place, look.run)

    assert found.undoes == ("A Do A",)
    assert [(one.id, one.at_once, one.ends) for one in found.leg] == [("R1", True, "1 h 00 min")]
    assert (found.p50, found.p80) == ("1 h 00 min", "1 h 00 min")


def test_past_it_says_so_in_words(place: Place) -> None:
    """On the board and on Control."""
    look = looked(place, a_night(restore_by="2026-01-12T09:50"))
    place.done(look.run, c.StartTask, "ann", task="A")
    place.clock.pass_(10)
    found = _of(place, look.run)
    vic = place.signed_in("vic")

    assert (found.past, found.left) == (True, "past by 20 min")
    for path in ("tonight", "control"):
        assert "PAST: past by 20 min" in vic.get(f"/runs/{look.run}/{path}").text


def test_a_runbook_without_a_way_back_says_nothing_of_it(place: Place) -> None:
    """There is none to be late for."""
    look = place.house.look(place.opened(a_runbook(a_task("A"))))

    assert safe_back(look, place.house.foreseen(look)) is None


def test_an_outage_has_its_forecast_end_beside_what_was_announced(place: Place) -> None:
    """Only the forecast moves; chances are given for both of its limits."""
    look = looked(place, a_night(a={"duration": WIDE}))
    (group,) = outage_groups(look.standing, place.house.foreseen(look))
    (card,) = group.cards

    assert card.foreseen
    assert card.foreseen.announced
    assert card.foreseen.limit
    assert card.foreseen.end.p80.text > "11:30 GMT"
    assert card.foreseen.announced.word == "uncertain"
    assert card.foreseen.limit.text == "100 %"
    page = place.signed_in("vic").get(f"/runs/{look.run}/outages").text
    assert "By the announced end" in page
    assert "An announced end does not move by itself." in page


def test_audiences_are_told_of_no_chances(place: Place) -> None:
    """What was announced counts for them."""
    look = looked(place, a_night(a={"duration": WIDE}))
    data = look.state.runbook.model_dump(mode="json", exclude_defaults=True)
    data["outages"]["OUT-EES"]["audience"] = ["supplier"]

    place.opened(Runbook.model_validate(data), run="DR2")
    page = place.signed_in("vic").get("/for/supplier").text

    assert "Electricity Enquiry Service" in page
    assert "P80" not in page
    assert "likely" not in page


def _safe(place: Place, **changes: object) -> SafeBack:
    return _of(place, looked(place, a_night(**changes)).run)


def _of(place: Place, run: str) -> SafeBack:
    look = place.house.look(run)
    found = safe_back(look, place.house.foreseen(look))
    assert found is not None
    return found
