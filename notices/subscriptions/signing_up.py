"""Signing up on the public page: the same answer whether an address is known or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from notices.subscriptions import asked as a
from notices.subscriptions.deciding import same_address
from notices.subscriptions.entered import NewRoute
from notices.subscriptions.events import RouteRequested, SubscriptionEvent
from notices.subscriptions.records import Route, Subscriptions
from rehearsals.core.command import By
from rehearsals.core.fact import Entered
from runbooks.errors import Refused

#: Hands in a command, such as `SubscriptionOffice.submit`.
Submit = Callable[[a.SubscriptionCommand], Sequence[Entered[SubscriptionEvent]]]
#: Refusals that would say something about an address: whoever signs up is not told of them.
UNSAID = frozenset({"known-already", "address-throttled", "too-soon", "route-disabled"})
#: How often somebody who is told already, and signs up again, is sent a message that says so.
REMINDED = timedelta(days=1)


def public_by(route: Route | None = None) -> By:
    """The fields of a command from the public pages, by whoever has a link of a route."""
    actor = f"reader of {route.id}" if route else "the public"
    return {"id": f"{a.PUBLIC}:{uuid4().hex}", "actor": actor, "channel": a.PUBLIC}


def sign_up(
    submit: Submit, state: Callable[[], Subscriptions], wanted: a.RequestRoute, now: datetime
) -> Route | None:
    """Hand in what somebody asked on the public page; the new route, or None if none was made.

    `submit` and `state` are those of the office. Whoever reads at an address that is known already
    is sent a message there, once in a while. The page must answer the same in both cases. Raises
    Refused for what is wrong with the form, and when too many people sign up: neither says anything
    about anybody.
    """
    try:
        facts = submit(wanted)
    except Refused as refusal:
        if refusal.code not in UNSAID:
            raise
        _tell_there(submit, state(), wanted.route, now)
        return None
    made = next(fact.event for fact in facts if isinstance(fact.event, RouteRequested))
    return state().routes[made.route]


def _tell_there(submit: Submit, subs: Subscriptions, wanted: NewRoute, now: datetime) -> None:
    """What only whoever reads there learns: that it waits to be confirmed, or works already."""
    known = same_address(subs, wanted)
    if known is None or (known.active and now - known.last_asked_at < REMINDED):
        return
    try:
        submit(a.TryRoute(route=known.id, **public_by(known)))
    except Refused as refusal:
        if refusal.code not in UNSAID:
            raise
