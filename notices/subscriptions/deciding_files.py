"""Deciding about a file of organisations: all that is new in it, or nothing of it.

Each entry is checked against the subscriptions as the ones before it have left them. What is there
already is not said again, so a file may be taken in twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from notices.subscriptions import asked as a
from notices.subscriptions import events as e
from notices.subscriptions.apply import take
from notices.subscriptions.checks import check_id, check_organisation, check_route
from notices.subscriptions.deciding import Answer, added, requested, same_address
from notices.subscriptions.deciding_subscribers import decide_change_subscriber, decide_mandatory
from notices.subscriptions.entered import Entry, MandatoryEntry, NewRoute
from notices.subscriptions.limits import check_room
from notices.subscriptions.records import Subscriptions
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_text, refuse

#: Nothing of what is decided here depends on an instant.
_ANY = datetime(2000, 1, 1, tzinfo=UTC)


def decide_import(subs: Subscriptions, command: a.ImportSubscribers) -> Answer:
    """All that is new, in the order of the file; the first refusal refuses the whole."""
    events: list[e.SubscriptionEvent] = []
    for step in _steps(command):
        answer = decide_step(subs, step)
        if isinstance(answer, Refusal):
            return answer
        for event in answer:
            subs = take(subs, event, _ANY)
        events.extend(answer)
    return tuple(events)


#: An organisation, a route of one by its id, or a duty.
Step = Entry | tuple[str, NewRoute] | MandatoryEntry


def _steps(command: a.ImportSubscribers) -> Iterator[Step]:
    for entry in command.entries:
        yield entry
        yield from ((entry.subscriber, route) for route in entry.routes)
    yield from command.mandatory


def decide_step(subs: Subscriptions, step: Step) -> Answer:
    """What one entry of a file comes to; of an organisation without its routes."""
    if isinstance(step, Entry):
        return _organisation(subs, step)
    if isinstance(step, MandatoryEntry):
        wanted = a.MakeMandatory(
            system=step.system, role=step.role, source=step.source, id="", actor=""
        )
        return check_text("source", step.source) or decide_mandatory(subs, wanted)
    return _route(subs, *step)


def _organisation(subs: Subscriptions, entry: Entry) -> Answer:
    if entry.subscriber not in subs.subscribers:
        refusal = check_id(entry.subscriber) or check_organisation(entry.organisation)
        return refusal or (added(entry.subscriber, entry.organisation, listed=True),)
    one = entry.organisation
    wanted = a.ChangeSubscriber(
        subscriber=entry.subscriber,
        name=one.name,
        roles=one.roles,
        mpids=one.mpids,
        id="",
        actor="",
    )
    return decide_change_subscriber(subs, wanted)


def _route(subs: Subscriptions, subscriber: str, route: NewRoute) -> Answer:
    if refusal := check_route(route):
        return refusal
    owner = subs.subscribers.get(subscriber)
    if owner is None:
        return refuse(
            "unknown-subscriber", f"There is no subscriber {subscriber}.", "Correct its entry."
        )
    if same_address(subs, route, subscriber):
        return ()
    return check_room(subs, subscriber) or (requested(owner, route),)
