"""Routes that are there: changed, ended, resting, their secrets and their links."""

from __future__ import annotations

from datetime import timedelta

import pytest

from notices.subscriptions import asked as a
from notices.subscriptions.records import Interest
from notices.subscriptions.signing import opened_address, secrets_of
from notices.subscriptions.testing import VAULT
from tests.notices.subscriptions.factories import HOOK, Trial, hook, mail

DAY = timedelta(days=1)


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme` with an active mailbox `acme-1`."""
    trial = Trial()
    trial.active()
    return trial


def test_a_change_leaves_what_is_not_named(trial: Trial) -> None:
    """And the address in any case."""
    trial.ask(a.ChangeRoute, route="acme-1", interest=Interest(systems=("EES",)), calendar=True)
    trial.ask(a.ChangeRoute, route="acme-1", label=" Service desk ")

    route = trial.subs.routes["acme-1"]
    assert (route.interest.systems, route.calendar, route.label) == (("EES",), True, "Service desk")
    assert trial.ask(a.ChangeRoute, route="acme-1", calendar=True) == []


def test_a_change_does_not_make_two_of_one(trial: Trial) -> None:
    """The same people would be told everything twice."""
    trial.active(mail(test=True))

    assert trial.refused(a.ChangeRoute, route="acme-2", test=False) == "known-already"


def test_one_click_ends_a_route_for_good(trial: Trial) -> None:
    """Once more changes nothing; no old link wakes it."""
    trial.ask(a.RemoveRoute, channel=a.PUBLIC, route="acme-1", by="one_click")

    route = trial.subs.routes["acme-1"]
    assert (route.state, route.ended_because) == ("removed", "unsubscribed by one click")
    assert trial.ask(a.RemoveRoute, route="acme-1", by="one_click") == []
    assert trial.refused(a.ConfirmRoute, route="acme-1") == "route-ended"
    assert trial.refused(a.EnableRoute, route="acme-1") == "route-ended"


def test_one_click_does_not_end_what_several_people_read(trial: Trial) -> None:
    """Any of them would do it for all; on the page it is asked first."""
    trial.ask(a.ChangeRoute, route="acme-1", role_mailbox=True)

    assert trial.refused(a.RemoveRoute, route="acme-1", by="one_click") == "role-mailbox"
    trial.ask(a.RemoveRoute, route="acme-1", by="self_service")
    assert trial.state() == "removed"


def test_an_operator_says_why(trial: Trial) -> None:
    """It stays in the journal."""
    for kind in (a.RemoveRoute, a.DisableRoute):
        fields = {"by": "operator"} if kind is a.RemoveRoute else {}
        code = trial.refused(kind, route="acme-1", reason=" ", **fields)
        assert code == "reason-missing"


def test_what_rests_is_used_again_with_a_test(trial: Trial) -> None:
    """So that it shows whether it works."""
    trial.ask(a.DisableRoute, route="acme-1", reason="full mailbox")
    assert trial.state() == "disabled"
    assert trial.refused(a.TryRoute, route="acme-1") == "route-disabled"
    assert trial.refused(a.ConfirmRoute, route="acme-1") == "route-disabled"

    trial.ask(a.EnableRoute, route="acme-1")
    assert (trial.state(), trial.sent()[-1]) == ("active", "-/2/test/acme-1")
    assert trial.refused(a.EnableRoute, route="acme-1") == "not-disabled"


def test_what_was_never_confirmed_still_has_to_be(trial: Trial) -> None:
    """Resting is no way around that."""
    trial.route(hook())
    trial.ask(a.DisableRoute, route="acme-2", reason="gone")
    trial.ask(a.EnableRoute, route="acme-2")

    assert (trial.state("acme-2"), trial.sent()[-1]) == ("pending", "-/2/test/acme-2")


def test_two_secrets_sign_until_the_receiver_has_changed_over(trial: Trial) -> None:
    """The newest first; then the new one alone."""
    trial.active(hook())
    (old,) = secrets_of(VAULT, trial.subs.routes["acme-2"], trial.now)
    trial.ask(a.RotateSecret, route="acme-2", both_for=2 * DAY)

    route = trial.subs.routes["acme-2"]
    new, second = secrets_of(VAULT, route, trial.now + 2 * DAY - timedelta(seconds=1))
    assert second == old
    assert secrets_of(VAULT, route, trial.now + 2 * DAY) == (new,)
    assert new != old


@pytest.mark.parametrize("hours", [0, 23, 169])
def test_both_sign_for_a_day_to_a_week(trial: Trial, hours: int) -> None:
    """Standard Webhooks' own bounds."""
    trial.active(hook())

    rotate = {"route": "acme-2", "both_for": timedelta(hours=hours)}
    assert trial.refused(a.RotateSecret, **rotate) == "bad-overlap"


def test_a_third_secret_waits_for_the_first_to_end(trial: Trial) -> None:
    """Or a receiver would be cut off before its time."""
    trial.active(hook())
    trial.ask(a.RotateSecret, route="acme-2")

    assert trial.refused(a.RotateSecret, route="acme-2") == "rotating-already"
    trial.now += DAY
    trial.ask(a.RotateSecret, route="acme-2")
    assert trial.subs.routes["acme-2"].secret == 3


def test_a_secret_that_leaked_signs_no_more(trial: Trial) -> None:
    """At once, also while two sign."""
    trial.active(hook())
    trial.ask(a.RotateSecret, route="acme-2")
    trial.ask(a.RotateSecret, route="acme-2", leaked=True)

    route = trial.subs.routes["acme-2"]
    assert secrets_of(VAULT, route, trial.now) == (VAULT.webhook_secret("acme-2", 3),)


def test_only_webhooks_have_secrets(trial: Trial) -> None:
    """A mailbox verifies nothing."""
    assert trial.refused(a.RotateSecret, route="acme-1") == "not-a-webhook"
    assert secrets_of(VAULT, trial.subs.routes["acme-1"], trial.now) == ()


def test_a_sealed_address_is_opened_to_send(trial: Trial) -> None:
    """By the vault that sealed it."""
    route = trial.active(hook())

    assert opened_address(VAULT, route) == HOOK
    assert opened_address(VAULT, trial.subs.routes["acme-1"]) == "jane@acme.example"


def test_links_are_made_anew(trial: Trial) -> None:
    """Each time other ones."""
    trial.ask(a.RenewLinks, route="acme-1")

    assert trial.subs.routes["acme-1"].links == 2


def test_a_mistyped_route_is_named(trial: Trial) -> None:
    """With the one that was meant."""
    assert trial.refused(a.RenewLinks, route="acme-7") == "unknown-route"
