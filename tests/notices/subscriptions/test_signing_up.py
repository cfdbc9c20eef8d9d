"""Signing up: the page says the same whoever an address belongs to; only its reader learns more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from notices.subscriptions import asked as a
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.limits import BETWEEN, PER_HOUR
from notices.subscriptions.records import Route
from notices.subscriptions.signing_up import REMINDED, public_by, sign_up
from rehearsals.names import REFUSALS
from runbooks.errors import Refused
from tests.notices.subscriptions.factories import MAIL, Trial, hook, mail

ONE = Organisation(name="Anybody Ltd", roles=("supplier",))


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme`, without a route."""
    return Trial()


def _sign_up(
    trial: Trial, route: NewRoute | None = None, organisation: Organisation = ONE
) -> Route | None:
    wanted = a.RequestRoute(route=route or mail(), signs_up=organisation, **public_by())
    return sign_up(trial.office.submit, trial.office.state, wanted, trial.now)


def test_somebody_new_is_asked_to_confirm(trial: Trial) -> None:
    """At the address that was typed."""
    route = _sign_up(trial)

    assert route is not None
    assert (route.state, route.address, trial.sent()) == (
        "pending",
        MAIL,
        ["-/1/confirm/signup-1-1"],
    )


def test_somebody_who_waits_is_asked_again(trial: Trial) -> None:
    """Not at once, and not as somebody else."""
    _sign_up(trial)
    assert _sign_up(trial) is None
    trial.now += BETWEEN
    assert _sign_up(trial) is None

    assert trial.sent() == ["-/1/confirm/signup-1-1", "-/2/confirm/signup-1-1"]
    assert len(trial.subs.subscribers) == 2


def test_somebody_who_is_told_already_learns_that_by_mail(trial: Trial) -> None:
    """Once a day at most, or anybody could flood them."""
    trial.active()
    trial.now += REMINDED
    for _ in range(3):
        assert _sign_up(trial) is None
        trial.now += timedelta(hours=1)

    assert trial.sent()[1:] == ["-/2/test/acme-1"]


def test_nothing_of_it_is_journalled(trial: Trial) -> None:
    """Neither the asking nor the answer."""
    trial.active()
    seq = trial.subs.seq
    for _ in range(5):
        _sign_up(trial)

    assert trial.subs.seq == seq
    assert trial.journal.head(REFUSALS).seq == 0


def test_what_rests_stays_so(trial: Trial) -> None:
    """A stranger wakes nothing."""
    trial.active()
    trial.ask(a.DisableRoute, route="acme-1", reason="asked for")
    trial.now += REMINDED

    assert _sign_up(trial) is None
    assert trial.state() == "disabled"


def test_asking_too_often_is_not_said(trial: Trial) -> None:
    """Or it would say that somebody else had asked."""
    for _ in range(3):
        _sign_up(trial)
        trial.ask(a.RemoveRoute, route=list(trial.subs.routes)[-1], by="self_service")

    assert _sign_up(trial) is None


def test_what_is_wrong_with_the_form_is_said(trial: Trial) -> None:
    """It says nothing about anybody."""
    with pytest.raises(Refused) as bad:
        _sign_up(trial, organisation=Organisation(name="", roles=("supplier",)))
    assert bad.value.code == "bad-name"


def test_a_crowd_is_told_to_come_back(trial: Trial) -> None:
    """That too says nothing about anybody."""
    for number in range(PER_HOUR):
        _sign_up(trial, mail(f"{number}@other.example"))

    with pytest.raises(Refused) as crowd:
        _sign_up(trial)
    assert crowd.value.code == "too-many-requests"


def test_a_machine_signs_up_too(trial: Trial) -> None:
    """Its owner is shown the secret once; nobody else who types the same address."""
    route = _sign_up(trial, hook())

    assert route is not None
    assert (route.kind, trial.sent()) == ("webhook", ["-/1/test/signup-1-1"])
    assert _sign_up(trial, hook()) is None
