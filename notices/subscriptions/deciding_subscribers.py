"""Deciding who is told, and of what they must be."""

from __future__ import annotations

from notices.subscriptions import asked as a
from notices.subscriptions import events as e
from notices.subscriptions.checks import (
    check_id,
    check_named,
    check_organisation,
    found_subscriber,
)
from notices.subscriptions.deciding import Answer, added
from notices.subscriptions.entered import Organisation
from notices.subscriptions.records import Mandatory, Subscriptions
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_reason, refuse


def decide_add(subs: Subscriptions, command: a.AddSubscriber) -> Answer:
    """An organisation that an operator knows."""
    if refusal := check_id(command.subscriber) or check_organisation(command.organisation):
        return refusal
    if command.subscriber in subs.subscribers:
        return refuse(
            "known-already",
            f"There is a subscriber {command.subscriber} already.",
            f"See it with `callboard subscribers show {command.subscriber}`, or give another id.",
        )
    return (added(command.subscriber, command.organisation, listed=True),)


def decide_change_subscriber(subs: Subscriptions, command: a.ChangeSubscriber) -> Answer:
    """All of it as it is now; nothing if that is so already."""
    found = found_subscriber(subs, command.subscriber)
    if isinstance(found, Refusal):
        return found
    wanted = Organisation(
        name=found.name if command.name is None else command.name,
        roles=found.roles if command.roles is None else command.roles,
        mpids=found.mpids if command.mpids is None else command.mpids,
    )
    if refusal := check_organisation(wanted):
        return refusal
    listed = found.listed if command.listed is None else command.listed
    as_added = added(found.id, wanted, listed=listed)
    changed = e.SubscriberChanged(
        subscriber=found.id,
        name=as_added.name,
        roles=as_added.roles,
        mpids=as_added.mpids,
        listed=listed,
    )
    before = (found.name, found.roles, found.mpids, found.listed)
    after = (changed.name, changed.roles, changed.mpids, changed.listed)
    return () if before == after else (changed,)


def decide_leave(subs: Subscriptions, command: a.LeaveSubscriber) -> Answer:
    """With an organisation its routes end, so that no link of them does anything any more."""
    found = found_subscriber(subs, command.subscriber)
    if isinstance(found, Refusal):
        return found
    if refusal := check_reason(f"That {found.name} leaves", command.reason):
        return refusal
    reason = command.reason.strip()
    ended = tuple(
        e.RouteRemoved(route=route.id, by="operator", reason=reason)
        for route in subs.routes_of(found.id)
    )
    return (*ended, e.SubscriberLeft(subscriber=found.id, reason=reason))


def decide_merge(subs: Subscriptions, command: a.MergeSubscriber) -> Answer:
    """Of two routes to the same address only one goes on: nobody is told twice."""
    gone = found_subscriber(subs, command.subscriber)
    into = found_subscriber(subs, command.into)
    if isinstance(gone, Refusal):
        return gone
    if isinstance(into, Refusal):
        return into
    if gone.id == into.id:
        return refuse("same-subscriber", f"{gone.id} is {into.id}.", "Name two subscribers.")
    theirs = {(one.mark, one.test): one for one in subs.routes_of(into.id)}
    twice = []
    for route in subs.routes_of(gone.id):
        other = theirs.get((route.mark, route.test))
        if other is not None and route.mark:
            twice.append(other if route.active and not other.active else route)
    ended = tuple(
        e.RouteRemoved(route=route.id, by="operator", reason=f"{into.id} has this address twice")
        for route in twice
    )
    return (*ended, e.SubscriberMerged(subscriber=gone.id, into=into.id))


def decide_mandatory(subs: Subscriptions, command: a.MakeMandatory) -> Answer:
    """A duty to tell has a source: a notice period is never assumed to be law."""
    if refusal := check_named(command.system, command.role):
        return refusal
    if not command.source.strip():
        return refuse(
            "source-missing",
            "Where this is laid down is not said.",
            "Give --source: a rule, a code, an agreement.",
        )
    wanted = Mandatory(system=command.system, role=command.role, source=command.source.strip())
    if wanted in subs.mandatory:
        return ()
    made = e.SystemMadeMandatory(system=wanted.system, role=wanted.role, source=wanted.source)
    return (made,)


def decide_optional(subs: Subscriptions, command: a.MakeOptional) -> Answer:
    """The duty must be there, and its end has a reason."""
    if refusal := check_reason("That nobody need be told", command.reason):
        return refusal
    if not any((one.system, one.role) == (command.system, command.role) for one in subs.mandatory):
        return refuse(
            "not-mandatory",
            f"{command.system} is not mandatory for {command.role}.",
            "See `callboard subscribers list`.",
        )
    made = e.SystemMadeOptional(
        system=command.system, role=command.role, reason=command.reason.strip()
    )
    return (made,)
