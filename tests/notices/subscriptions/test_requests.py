"""Asking for a route, and confirming it: who reads there decides, once, and in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from notices.subscriptions import asked as a
from notices.subscriptions import events as e
from notices.subscriptions.entered import Organisation
from notices.subscriptions.limits import EXPIRES
from notices.subscriptions.records import Interest
from tests.notices.subscriptions.factories import HOOK, MAIL, Trial, hook, mail

GUEST = Organisation(name="Anybody Ltd", roles=("supplier",))


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme`, without a route."""
    return Trial()


def test_a_route_waits_until_it_is_confirmed(trial: Trial) -> None:
    """Nothing but the confirmation is sent before."""
    assert trial.route().state == "pending"
    assert trial.sent() == ["-/1/confirm/acme-1"]

    trial.ask(a.ConfirmRoute, route="acme-1")
    route = trial.subs.routes["acme-1"]
    assert (route.state, route.verified_at) == ("active", trial.now)


def test_confirming_once_more_changes_nothing(trial: Trial) -> None:
    """People press a button twice."""
    trial.active()

    assert trial.ask(a.ConfirmRoute, route="acme-1") == []


def test_a_request_expires_after_seven_days(trial: Trial) -> None:
    """An old link wakes nothing."""
    trial.route()
    trial.now += EXPIRES - timedelta(seconds=1)
    assert trial.ask(a.ExpireRequests) == []
    trial.now += timedelta(seconds=1)

    assert trial.refused(a.ConfirmRoute, route="acme-1") == "request-expired"
    assert trial.ask(a.ExpireRequests) == [e.RouteRemoved(route="acme-1", by="expired")]
    assert trial.refused(a.ConfirmRoute, route="acme-1") == "route-ended"


def test_a_confirmed_route_does_not_expire(trial: Trial) -> None:
    """However old it is."""
    trial.active()
    trial.now += 100 * EXPIRES

    assert trial.ask(a.ExpireRequests) == []


def test_the_same_address_is_asked_for_once(trial: Trial) -> None:
    """Whatever its case, and though a secret one looks different each time it is sealed."""
    trial.route()
    trial.route(hook())

    again: dict[str, Any] = {"subscriber": "acme", "route": mail(MAIL.upper())}
    assert trial.refused(a.RequestRoute, **again) == "known-already"
    assert hook().address != hook().address
    assert trial.refused(a.RequestRoute, subscriber="acme", route=hook()) == "known-already"


def test_an_address_may_take_tests_as_well(trial: Trial) -> None:
    """By a route of its own, so that rehearsals reach the same people."""
    trial.route()

    assert trial.route(mail(test=True)).test


def test_a_removed_address_may_be_asked_for_again(trial: Trial) -> None:
    """As another route, whose links are others."""
    trial.active()
    trial.ask(a.RemoveRoute, route="acme-1", by="self_service")

    assert trial.route().id == "acme-2"


def test_a_webhook_is_confirmed_by_its_test_alone(trial: Trial) -> None:
    """Nobody vouches for a machine."""
    trial.route(hook())
    assert trial.sent() == ["-/1/test/acme-1"]

    for how in ("link", "operator"):
        assert trial.refused(a.ConfirmRoute, route="acme-1", how=how) == "test-needed"
    trial.ask(a.ConfirmRoute, route="acme-1", how="test")
    assert trial.state() == "active"


def test_a_message_is_sent_again_as_one_of_its_own(trial: Trial) -> None:
    """With an id of its own; but not at once, and not without end."""
    trial.route()
    assert trial.refused(a.ResendConfirmation, route="acme-1") == "too-soon"
    for _ in range(4):
        trial.now += timedelta(minutes=2)
        trial.ask(a.ResendConfirmation, route="acme-1")

    assert trial.sent() == [f"-/{number}/confirm/acme-1" for number in range(1, 6)]
    trial.now += timedelta(minutes=2)
    assert trial.refused(a.ResendConfirmation, route="acme-1") == "address-throttled"


def test_asking_again_gives_seven_days_more(trial: Trial) -> None:
    """From the newest message on."""
    trial.route()
    trial.now += timedelta(days=6)
    trial.ask(a.ResendConfirmation, route="acme-1")
    trial.now += timedelta(days=6)

    trial.ask(a.ConfirmRoute, route="acme-1")
    assert trial.state() == "active"


def test_a_test_goes_to_a_route_that_works(trial: Trial) -> None:
    """And a mailbox that is not confirmed is asked for that instead."""
    trial.route()
    trial.now += timedelta(minutes=2)
    trial.ask(a.TryRoute, route="acme-1")
    trial.ask(a.ConfirmRoute, route="acme-1")
    trial.now += timedelta(minutes=2)
    trial.ask(a.TryRoute, route="acme-1")

    assert trial.sent()[1:] == ["-/2/confirm/acme-1", "-/3/test/acme-1"]
    assert trial.refused(a.ResendConfirmation, route="acme-1") == "confirmed-already"


def test_whoever_signs_up_is_an_unlisted_guest(trial: Trial) -> None:
    """With a number for a name, so that nobody takes the place of somebody known."""
    trial.ask(a.RequestRoute, channel=a.PUBLIC, route=mail("joe@other.example"), signs_up=GUEST)

    guest = trial.subs.subscribers["signup-1"]
    assert (guest.name, guest.listed) == ("Anybody Ltd", False)
    assert trial.subs.routes["signup-1-1"].signed_up
    one = Organisation(name="Anybody", roles=("supplier",))
    taken: dict[str, Any] = {"subscriber": "signup-2", "organisation": one}
    assert trial.refused(a.AddSubscriber, **taken) == "bad-id"


def test_a_guest_leaves_with_the_last_request(trial: Trial) -> None:
    """What nobody confirmed does not stand in the list for ever."""
    trial.ask(a.RequestRoute, channel=a.PUBLIC, route=mail("joe@other.example"), signs_up=GUEST)
    trial.now += EXPIRES
    trial.ask(a.ExpireRequests)

    assert trial.subs.subscribers["signup-1"].left_at == trial.now


def test_an_address_that_is_known_does_not_sign_up_again(trial: Trial) -> None:
    """Of whomever it is."""
    trial.active()

    again: dict[str, Any] = {"channel": a.PUBLIC, "route": mail(), "signs_up": GUEST}
    assert trial.refused(a.RequestRoute, **again) == "known-already"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"label": "x" * 81}, "bad-label"),
        ({"label": "two\nlines"}, "bad-label"),
        ({"label": "\x1b[2J"}, "control-characters"),
        ({"interest": Interest(systems=("EES DIP",))}, "bad-interest"),
        ({"interest": Interest(environments=("",))}, "bad-interest"),
        ({"interest": Interest(systems=tuple(f"S{n}" for n in range(61)))}, "bad-interest"),
    ],
    ids=["long label", "lines", "control", "system", "environment", "many"],
)
def test_what_is_asked_for_has_a_form(trial: Trial, changes: dict[str, Any], code: str) -> None:
    """It stands in the journal for ever, and is shown on terminals."""
    asked: dict[str, Any] = {"subscriber": "acme", "route": mail(**changes)}

    assert trial.refused(a.RequestRoute, **asked) == code


def test_no_secret_address_gets_into_the_journal(trial: Trial) -> None:
    """What leads to a machine is sealed; what is shown is the name of its server."""
    trial.route(hook())
    (written,) = [one for one in trial.journal.read("subscriptions") if "Route" in one.entry.type]

    assert "hidden" not in str(written.entry.data)
    assert written.entry.data["shown"] == "https://hooks.acme.example"
    assert HOOK not in repr(trial.subs.routes["acme-1"])
