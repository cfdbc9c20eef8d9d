"""What goes out about the routes themselves: in the same transaction, each message once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from notices.outbox.rows import message_id
from notices.subscriptions import asked as a
from notices.subscriptions.limits import EXPIRES
from notices.subscriptions.outgoing import ended_route
from runbooks.clocktime import from_rfc3339
from tests.notices.subscriptions.factories import Trial, hook, mail


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme`, who must be told of EES, without a route."""
    trial = Trial()
    trial.ask(a.MakeMandatory, system="EES", role="supplier", source="agreed")
    return trial


def test_a_request_and_its_message_are_one(trial: Trial) -> None:
    """On the pool that every sender serves, of use until the request expires."""
    trial.route()
    (row,) = trial.journal.queued("subscriptions")

    assert (row.key, row.pool, row.due_at) == ("-/1/confirm/acme-1", "post", trial.now)
    assert from_rfc3339(row.payload["deadline"]) == trial.now + EXPIRES


def test_a_newer_message_takes_the_place_of_one_that_waits(trial: Trial) -> None:
    """Nobody gets five confirmations at once after the sender was down; each has its own id."""
    trial.route()
    trial.now += timedelta(minutes=2)
    trial.ask(a.ResendConfirmation, route="acme-1")

    places = {row.key: row.place for row in trial.journal.queued("subscriptions")}
    assert places == {"-/1/confirm/acme-1": "superseded", "-/2/confirm/acme-1": "waiting"}
    assert len({message_id(key) for key in places}) == 2


def test_a_repeated_command_sends_nothing_twice(trial: Trial) -> None:
    """It has the same id."""
    for _ in range(2):
        trial.ask(a.RequestRoute, id="one", subscriber="acme", route=mail())

    assert trial.sent() == ["-/1/confirm/acme-1"]


def test_the_owner_of_a_machine_that_is_gone_is_told_elsewhere(trial: Trial) -> None:
    """Over what stands in for it; once, and not instead of a test that waits there."""
    trial.active(hook())
    trial.active(mail(fallback=True))
    trial.ask(a.DisableRoute, route="acme-1", reason="gone (410)")
    trial.ask(a.DisableRoute, route="acme-1", reason="gone (410)")

    (told,) = [key for key in trial.sent() if "warning" in key]
    _, _, event, route = told.split("/")
    assert (ended_route(event), route) == ("acme-1", "acme-2")
    assert {row.place for row in trial.journal.queued("subscriptions")} == {"waiting"}


def test_whoever_is_left_is_told_of_a_hole(trial: Trial) -> None:
    """Here those who read at the route for tests; an end that leaves none is not told."""
    trial.active()
    trial.active(hook())
    trial.active(mail("tests@acme.example", test=True))
    trial.ask(a.RemoveRoute, route="acme-2", by="self_service")
    assert not any("warning" in key for key in trial.sent())

    trial.ask(a.RemoveRoute, route="acme-1", by="one_click")
    (told,) = [key for key in trial.sent() if "warning" in key]
    assert told.endswith("/warning:acme-1/acme-3")


def test_what_was_never_confirmed_ends_in_silence(trial: Trial) -> None:
    """Its reader never asked for anything."""
    trial.route()
    trial.active(mail("tests@acme.example", test=True))
    before = trial.sent()
    trial.now += EXPIRES
    trial.ask(a.ExpireRequests)

    assert trial.sent() == before
    assert ended_route("said") == ""
