"""Deciding about routes that are there: changed, removed, resting, their secrets and links."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from notices.subscriptions import asked as a
from notices.subscriptions import events as e
from notices.subscriptions.checks import check_interest, check_label, found_route, standing_route
from notices.subscriptions.deciding import Answer
from notices.subscriptions.records import Route, Subscriptions
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_reason, refuse

#: How long the secret before may sign along (Standard Webhooks 1.0.0, rotation).
LEAST, MOST = timedelta(hours=24), timedelta(days=7)
_Plain = TypeVar("_Plain", str, bool)


def decide_change(subs: Subscriptions, command: a.ChangeRoute) -> Answer:
    """All of it as it is now; nothing if that is so already."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    changed = e.RouteChanged(
        route=route.id,
        label=_or(command.label, route.label).strip(),
        interest=route.interest if command.interest is None else command.interest,
        role_mailbox=_or(command.role_mailbox, route.role_mailbox),
        test=_or(command.test, route.test),
        calendar=_or(command.calendar, route.calendar),
        fallback=_or(command.fallback, route.fallback),
    )
    if refusal := check_label(changed.label) or check_interest(changed.interest):
        return refusal
    if twin := _twin(subs, route, test=changed.test):
        return twin
    return () if changed == _as_it_is(route) else (changed,)


def _twin(subs: Subscriptions, route: Route, *, test: bool) -> Refusal | None:
    """Another route of theirs that would then be told the same at the same address."""
    for one in subs.routes_of(route.subscriber):
        if one.id != route.id and route.mark and (one.mark, one.test) == (route.mark, test):
            return refuse(
                "known-already", f"{one.id} goes to this address already.", "Change that one."
            )
    return None


def _as_it_is(route: Route) -> e.RouteChanged:
    return e.RouteChanged(
        route=route.id,
        label=route.label,
        interest=route.interest,
        role_mailbox=route.role_mailbox,
        test=route.test,
        calendar=route.calendar,
        fallback=route.fallback,
    )


def decide_remove(subs: Subscriptions, command: a.RemoveRoute) -> Answer:
    """Whoever reads there may always end it; of a mailbox that several read, not by one click."""
    route = found_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.state == "removed":
        return ()
    if command.by == "one_click" and route.role_mailbox:
        return refuse(
            "role-mailbox",
            f"Several people read at {route.id}: one click would end it for all of them.",
            "Confirm it on the page of the subscription.",
        )
    if command.by == "operator" and (refusal := check_reason("Removing a route", command.reason)):
        return refusal
    return (e.RouteRemoved(route=route.id, by=command.by, reason=command.reason.strip()),)


def decide_disable(subs: Subscriptions, command: a.DisableRoute) -> Answer:
    """Said once: its machine may answer so to several messages."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.state == "disabled":
        return ()
    return check_reason("Disabling a route", command.reason) or (
        e.RouteDisabled(route=route.id, reason=command.reason.strip()),
    )


def decide_enable(subs: Subscriptions, command: a.EnableRoute) -> Answer:
    """Only what rests; a message goes along, which shows whether it works again."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.state == "disabled":
        tried = e.RouteMessageAsked(route=route.id, number=route.asked + 1)
        return (e.RouteEnabled(route=route.id), tried)
    return refuse("not-disabled", f"{route.id} does not rest; it is {route.state}.", "Go on.")


def decide_rotate(subs: Subscriptions, command: a.RotateSecret, now: datetime) -> Answer:
    """Two secrets sign at most; one that leaked does no more from now on."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.kind != "webhook":
        return refuse("not-a-webhook", f"{route.id} is not signed.", "Only webhooks have a secret.")
    if not LEAST <= command.both_for <= MOST and not command.leaked:
        return refuse(
            "bad-overlap",
            "Both secrets sign for 24 hours to 7 days.",
            "Give such a time; or say that the old one leaked, so that it signs no more.",
        )
    if route.previous_until is not None and now < route.previous_until and not command.leaked:
        return refuse(
            "rotating-already",
            f"{route.id} is signed with two secrets still.",
            "Wait until the first one ends; or say that it leaked.",
        )
    until = now if command.leaked else now + command.both_for
    return (e.SecretRotated(route=route.id, secret=route.secret + 1, previous_until=until),)


def decide_renew(subs: Subscriptions, command: a.RenewLinks) -> Answer:
    """The links of what has ended lead nowhere already."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    return (e.LinksRenewed(route=route.id, links=route.links + 1),)


def _or(wanted: _Plain | None, as_it_is: _Plain) -> _Plain:
    return as_it_is if wanted is None else wanted
