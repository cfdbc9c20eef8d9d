"""The page of a run's outages."""

from __future__ import annotations

from console.standing import standing
from console.web.views.outages_page import outage_groups
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.console.web.nights import m10_night
from tests.console.web.place import Place


def a_trial(**changes: object) -> Trial:
    """EES is out from T-2 to T-3."""
    return Trial(
        a_runbook(
            a_task("T-1"),
            a_task("T-2", "T-1"),
            a_task("T-3", "T-2"),
            outages={
                "OUT-EES": {
                    "system": "EES",
                    "opens": {"task": "T-2", "at": "start"},
                    "closes": {"task": "T-3", "at": "finish"},
                    "audience": ["supplier"],
                    **changes,
                }
            },
        )
    )


def test_outages_stand_in_groups_by_what_is_up_with_them() -> None:
    """To come, open, over."""
    trial = a_trial()
    assert [group.title for group in outage_groups(standing(trial.state, at(0)))] == ["To come"]
    trial.do(0, 30, "T-1")
    trial.start(30, "T-2")
    assert [group.title for group in outage_groups(standing(trial.state, at(40)))] == ["Open now"]
    trial.ask(60, c.CompleteTask, task="T-2")
    trial.do(60, 80, "T-3")
    assert [group.title for group in outage_groups(standing(trial.state, at(80)))] == ["Over"]


def test_the_announced_end_stays_and_the_expected_end_moves() -> None:
    """Both are shown, and by how much they differ."""
    trial = a_trial()
    trial.do(0, 80, "T-1")
    trial.start(80, "T-2")
    (group,) = outage_groups(standing(trial.state, at(90)))
    (card,) = group.cards

    assert card.announced_end is not None
    assert card.end is not None
    assert card.announced_end.text == "Mon 12 Jan 10:30 GMT"
    assert card.end.text == "Mon 12 Jan 11:20 GMT"
    assert card.late == "50 min later than announced"


def test_a_hard_limit_that_will_be_broken_is_said_to_be() -> None:
    """With how long it is and by how much."""
    trial = a_trial(hard_limit="45m")
    trial.do(0, 30, "T-1")
    trial.start(30, "T-2")
    (group,) = outage_groups(standing(trial.state, at(40)))

    assert group.cards[0].limit_bad
    assert "will be broken by 15 min" in group.cards[0].limit


def test_the_page_leads_to_what_each_audience_is_told(place: Place) -> None:
    """Every outage names for whom it is, with the way to their page."""
    run = place.opened()

    answer = place.signed_in("vic").get(f"/runs/{run}/outages")

    assert answer.status_code == 200
    assert 'href="/for/supplier"' in answer.text
    assert "Do not send enquiries." in answer.text


def test_half_a_night_has_a_card_for_every_outage() -> None:
    """Of the shipped cutover, at any time of the night."""
    for share in (0.0, 0.3, 0.6, 1.0):
        stands = m10_night(share)
        cards = [card for group in outage_groups(stands) for card in group.cards]
        assert {card.id for card in cards} >= set(stands.plan.outages)
