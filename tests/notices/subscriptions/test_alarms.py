"""No silent hole: whoever must be told and cannot be reached is named, with what happened."""

from __future__ import annotations

import pytest

from notices.subscriptions import asked as a
from notices.subscriptions.alarms import alarm_of, alarms
from notices.subscriptions.entered import Organisation
from tests.notices.subscriptions.factories import Trial, hook, mail


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme`, who must be told of EES."""
    trial = Trial()
    trial.ask(a.MakeMandatory, system="EES", role="supplier", source="agreed")
    return trial


def _reason(trial: Trial) -> str:
    (alarm,) = alarms(trial.subs)
    assert (alarm.subscriber.id, alarm.systems) == ("acme", ("EES",))
    return alarm.reason


def test_a_click_that_ends_the_last_route_is_told(trial: Trial) -> None:
    """It counts, and the hole shows: whose, since when, and how."""
    trial.active()
    assert alarms(trial.subs) == ()
    trial.ask(a.RemoveRoute, channel=a.PUBLIC, route="acme-1", by="one_click")

    assert _reason(trial) == "jane@acme.example was the last route: unsubscribed by one click"
    alarm = alarm_of(trial.subs, "acme")
    assert alarm is not None
    assert alarm.at == trial.now


def test_another_route_that_works_is_enough(trial: Trial) -> None:
    """Whatever it asks for: what is mandatory comes over it all the same."""
    trial.active()
    trial.active(hook())
    trial.ask(a.RemoveRoute, route="acme-1", by="one_click")

    assert alarms(trial.subs) == ()


def test_a_machine_that_is_gone_leaves_a_hole(trial: Trial) -> None:
    """As long as it rests."""
    trial.active(hook())
    trial.ask(a.DisableRoute, route="acme-1", reason="gone (410)")
    assert _reason(trial) == "https://hooks.acme.example was the last route: gone (410)"

    trial.ask(a.EnableRoute, route="acme-1")
    assert alarms(trial.subs) == ()


def test_what_is_not_there_yet_is_told_as_that(trial: Trial) -> None:
    """No route, one that waits, one for tests alone."""
    assert _reason(trial) == "no route yet"
    trial.active(mail(test=True))
    assert _reason(trial) == "only routes for tests are there"
    trial.route(hook())
    assert _reason(trial) == "https://hooks.acme.example is not confirmed yet"


def test_a_route_turned_to_tests_leaves_a_hole(trial: Trial) -> None:
    """It takes no real notice any more."""
    trial.active()
    trial.ask(a.ChangeRoute, route="acme-1", test=True)

    assert _reason(trial) == "only routes for tests are there"


def test_nobody_is_missed_who_need_not_be_told(trial: Trial) -> None:
    """Other roles, guests, and those who left."""
    trial.add("meter", "agent")
    trial.ask(a.LeaveSubscriber, subscriber="acme", reason="dropped out")
    guest = Organisation(name="Guest", roles=("supplier",))
    trial.ask(a.RequestRoute, channel=a.PUBLIC, route=mail(), signs_up=guest)

    assert alarms(trial.subs) == ()
    assert alarm_of(trial.subs, "acme") is None
