"""From outside nobody fills the journal, nor somebody's mailbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from notices.subscriptions import asked as a
from notices.subscriptions import limits
from notices.subscriptions.entered import NewRoute, Organisation
from rehearsals.names import REFUSALS, SUBSCRIPTIONS
from tests.notices.subscriptions.factories import Trial, mail

GUEST = Organisation(name="Anybody Ltd", roles=("supplier",))


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme`, without a route."""
    return Trial()


def _route(number: int) -> NewRoute:
    one = mail("victim@other.example")
    return NewRoute(kind="email", address=one.address, shown=one.shown, mark=f"mark {number}")


def _sign_up(trial: Trial, number: int) -> None:
    trial.ask(a.RequestRoute, channel=a.PUBLIC, route=_route(number), signs_up=GUEST)


def test_so_many_sign_up_in_an_hour_and_no_more(trial: Trial) -> None:
    """And an hour later others can."""
    for number in range(limits.PER_HOUR):
        _sign_up(trial, number)
    more: dict[str, Any] = {"channel": a.PUBLIC, "route": _route(99), "signs_up": GUEST}

    assert trial.refused(a.RequestRoute, **more) == "too-many-requests"
    trial.now += limits.HOUR
    _sign_up(trial, 99)


def test_so_many_wait_to_be_confirmed_and_no_more(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However slowly they come; they end after seven days."""
    monkeypatch.setattr(limits, "AT_A_TIME", 4)
    for number in range(4):
        _sign_up(trial, number)
        trial.now += limits.HOUR
    more: dict[str, Any] = {"channel": a.PUBLIC, "route": _route(99), "signs_up": GUEST}

    assert trial.refused(a.RequestRoute, **more) == "too-many-requests"
    trial.now += limits.EXPIRES
    _sign_up(trial, 99)
    assert (trial.state("signup-1-1"), trial.office.expire()) == ("removed", 0)


def test_a_mailbox_is_asked_three_times_a_day(trial: Trial) -> None:
    """Also if whoever asks has each request removed."""
    for _ in range(limits.PER_ADDRESS):
        _sign_up(trial, 1)
        name = list(trial.subs.routes)[-1]
        trial.ask(a.RemoveRoute, channel=a.PUBLIC, route=name, by="self_service")
    more: dict[str, Any] = {"channel": a.PUBLIC, "route": _route(1), "signs_up": GUEST}

    assert trial.refused(a.RequestRoute, **more) == "address-throttled"
    trial.now += limits.ADDRESS_SPAN
    _sign_up(trial, 1)


def test_what_is_refused_to_the_public_leaves_no_trace(trial: Trial) -> None:
    """Neither among the facts nor among the refusals; an operator's refusal does."""
    trial.active()
    before = trial.journal.head(SUBSCRIPTIONS)
    again: dict[str, Any] = {"route": mail(), "signs_up": GUEST}
    trial.refused(a.RequestRoute, channel=a.PUBLIC, **again)
    bad: dict[str, Any] = {
        "route": mail(),
        "signs_up": Organisation(name="\x1b[2J", roles=("supplier",)),
    }
    assert trial.refused(a.RequestRoute, channel=a.PUBLIC, **bad) == "control-characters"
    assert trial.journal.head(REFUSALS).seq == 0

    trial.refused(a.RequestRoute, **again)
    assert trial.journal.head(REFUSALS).seq == 1
    assert trial.journal.head(SUBSCRIPTIONS) == before


def test_a_subscriber_has_so_many_routes(trial: Trial) -> None:
    """Those that have ended do not count."""
    for number in range(limits.ROUTES):
        trial.route(_route(number))
    more: dict[str, Any] = {"subscriber": "acme", "route": _route(99)}

    assert trial.refused(a.RequestRoute, **more) == "too-many-routes"
    trial.ask(a.RemoveRoute, route="acme-1", by="operator", reason="left")
    trial.route(_route(99))


def test_an_operator_is_not_held_up_by_the_public(trial: Trial) -> None:
    """A flood of sign-ups must not keep suppliers out whom an operator enters."""
    for number in range(limits.PER_HOUR):
        _sign_up(trial, number)

    assert trial.route(mail("ops@acme.example")).state == "pending"
    trial.now += timedelta(seconds=1)
    trial.ask(a.ConfirmRoute, route="acme-1")
