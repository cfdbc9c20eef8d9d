"""Who is told: organisations that are entered, change, leave and turn out to be the same."""

from __future__ import annotations

from typing import Any

import pytest

from notices.subscriptions import asked as a
from notices.subscriptions.book import subscriptions_of
from notices.subscriptions.entered import Organisation
from tests.notices.subscriptions.factories import Trial, hook, mail


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme`, without a route."""
    return Trial()


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("Acme", {}, "bad-id"),
        ("a/b", {}, "bad-id"),
        ("1a", {}, "bad-id"),
        ("acme", {}, "known-already"),
        ("new", {"name": " "}, "bad-name"),
        ("new", {"name": "two\nlines"}, "bad-name"),
        ("new", {"name": "Log in at https://evil.example"}, "bad-name"),
        ("new", {"roles": ()}, "bad-role"),
        ("new", {"roles": ("sup plier",)}, "bad-role"),
        ("new", {"mpids": ("abcd",)}, "bad-mpid"),
    ],
)
def test_an_organisation_has_a_form(
    trial: Trial, name: str, changes: dict[str, Any], code: str
) -> None:
    """Ids stand in keys and links, names on pages."""
    one = Organisation(**{"name": "New", "roles": ("supplier",), **changes})

    assert trial.refused(a.AddSubscriber, subscriber=name, organisation=one) == code


def test_a_change_leaves_what_is_not_named(trial: Trial) -> None:
    """And says nothing where nothing changes."""
    trial.ask(a.ChangeSubscriber, subscriber="acme", mpids=("ACME",))
    trial.ask(a.ChangeSubscriber, subscriber="acme", roles=("supplier", "agent"))

    found = trial.subs.subscribers["acme"]
    assert (found.name, found.roles, found.mpids) == ("ACME", ("supplier", "agent"), ("ACME",))
    assert trial.ask(a.ChangeSubscriber, subscriber="acme", name="ACME") == []


def test_who_leaves_takes_the_routes_along(trial: Trial) -> None:
    """No link of theirs does anything after that, and nothing new is entered for them."""
    trial.active()
    assert trial.refused(a.LeaveSubscriber, subscriber="acme", reason="") == "reason-missing"
    trial.ask(a.LeaveSubscriber, subscriber="acme", reason="SoLR")

    assert trial.state() == "removed"
    assert trial.refused(a.RequestRoute, subscriber="acme", route=mail()) == "left"


def test_a_guest_turns_out_to_be_somebody_known(trial: Trial) -> None:
    """Their routes go on under the ids that links and deliveries have."""
    guest = Organisation(name="Acme, Leeds", roles=("supplier",))
    trial.ask(a.RequestRoute, channel=a.PUBLIC, route=mail("leeds@acme.example"), signs_up=guest)
    trial.ask(a.ConfirmRoute, route="signup-1-1")
    trial.ask(a.MergeSubscriber, subscriber="signup-1", into="acme")

    assert trial.subs.routes["signup-1-1"].subscriber == "acme"
    assert trial.subs.subscribers["signup-1"].left_at == trial.now
    assert trial.route(mail("more@acme.example")).id == "acme-1"


def test_merged_subscribers_are_told_once(trial: Trial) -> None:
    """Of two routes to one address the one goes on that works."""
    trial.add("acme-north")
    trial.route()
    trial.active(mail(), "acme-north")
    trial.active(hook(), "acme")
    trial.route(hook(), "acme-north")
    trial.ask(a.MergeSubscriber, subscriber="acme-north", into="acme")

    states = {route.id: route.state for route in trial.subs.routes.values()}
    assert states == {
        "acme-1": "removed",
        "acme-north-1": "active",
        "acme-2": "active",
        "acme-north-2": "removed",
    }


def test_nobody_is_merged_into_themselves(trial: Trial) -> None:
    """That would end them."""
    merge = {"subscriber": "acme", "into": "acme"}

    assert trial.refused(a.MergeSubscriber, **merge) == "same-subscriber"


def test_a_duty_to_tell_has_a_source(trial: Trial) -> None:
    """No notice period is taken for law."""
    duty = {"system": "EES", "role": "supplier"}
    assert trial.refused(a.MakeMandatory, source=" ", **duty) == "source-missing"
    trial.ask(a.MakeMandatory, source="agreed at GILG", **duty)
    assert trial.ask(a.MakeMandatory, source="agreed at GILG", **duty) == []
    trial.ask(a.MakeMandatory, source="REC", **duty)

    assert [one.source for one in trial.subs.mandatory] == ["REC"]
    trial.ask(a.MakeOptional, reason="replaced", **duty)
    assert trial.subs.mandatory == ()
    assert trial.refused(a.MakeOptional, reason="again", **duty) == "not-mandatory"


def test_subscriptions_are_read_from_the_journal(trial: Trial) -> None:
    """By whoever opens it, the same."""
    trial.active(hook())
    trial.ask(a.RotateSecret, route="acme-1")

    assert subscriptions_of(trial.journal) == trial.subs
