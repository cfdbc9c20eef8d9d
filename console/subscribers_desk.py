"""Keeping the subscriptions from the command line: who may, handing in, and what is then so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from console import here
from console.acting import Acting
from console.caller import Caller, caller_of, deny
from console.opening import opened_journal
from console.output import emit, wrapped
from console.subscribers_told import subscription_sentence
from notices.channels.addresses import Policy
from notices.channels.http_settings import policy_of
from notices.keys import Vault, vault_of
from notices.subscriptions.addresses import Address, read_address
from notices.subscriptions.asked import SubscriptionCommand
from notices.subscriptions.checks import found_route, found_subscriber
from notices.subscriptions.events import SubscriptionEvent
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.permissions import may_keep
from notices.subscriptions.records import Route, RouteKind, Subscriber, Subscriptions
from rehearsals.core.command import By, Refusal
from rehearsals.journal.port import Journal
from rehearsals.ledger import record_refusal
from rehearsals.names import SUBSCRIPTIONS
from rehearsals.people.denying import check_voice
from runbooks.errors import Refused

#: From the subscriptions and the fields of a command that say whose it is, the command.
Make = Callable[[Subscriptions, By], SubscriptionCommand]


def ask(make: Make, acting: Acting | None) -> tuple[tuple[SubscriptionEvent, ...], Subscriptions]:
    """Hand in a command and print what is now so; raises Refused, which is journalled."""
    acting = acting or Acting()
    with opened_journal(create=True) as journal:
        office = SubscriptionOffice(journal, here.now)
        caller = caller_of(journal, acting)
        command = make(office.state(), acting.by(caller, here.now()))
        _check(journal, caller, command)
        events = tuple(fact.event for fact in office.submit(command))
        after = office.state()
    emit(*(wrapped(subscription_sentence(event, after)) for event in events))
    if not events:
        emit("Nothing is new; the subscriptions are as they were.")
    return events, after


def _check(journal: Journal, caller: Caller, command: SubscriptionCommand) -> None:
    refusal = may_keep(caller.register, caller.actor, here.now()) or check_voice(
        caller.register, command
    )
    if refusal is not None:
        record_refusal(journal, SUBSCRIPTIONS, command, refusal, here.now())
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)


@contextmanager
def read_subscriptions(acting: Acting | None) -> Iterator[Subscriptions]:
    """The subscriptions, for somebody who may keep them: addresses stand in them."""
    acting = acting or Acting()
    with opened_journal() as journal:
        caller = caller_of(journal, acting, "read")
        what = "read the subscriptions"
        if refusal := may_keep(caller.register, caller.actor, here.now(), what):
            deny(journal, refusal, caller.actor)
        yield SubscriptionOffice(journal, here.now).state()


def route_named(subs: Subscriptions, name: str) -> Route:
    """The route of an id, in whatever case it was typed; raises Refused if there is none."""
    found = found_route(subs, name.lower())
    return found if isinstance(found, Route) else refused(found)


def subscriber_named(subs: Subscriptions, name: str) -> Subscriber:
    """The subscriber of an id, left or not; raises Refused if there is none."""
    if (known := subs.subscribers.get(name.lower())) is not None:
        return known
    found = found_subscriber(subs, name)
    return found if isinstance(found, Subscriber) else refused(found)


def address_of(kind: RouteKind, typed: str) -> Address:
    """The address that somebody typed, or - for the next line of standard input.

    Raises Refused for one that may not be used; nothing is journalled, since it may be a secret.
    """
    text = here.read_line() if typed == "-" else typed
    read = read_address(kind, text, vault(), policy())
    return read if isinstance(read, Address) else refused(read)


def vault() -> Vault:
    """The vault of the data directory; raises SettingsError."""
    return vault_of(here.settings().home, here.environ())


def policy() -> Policy:
    """What webhooks may be connected to; raises SettingsError."""
    return policy_of(here.environ())


def refused(refusal: Refusal) -> NoReturn:
    """Raise a refusal that no command was made for."""
    raise Refused(refusal.code, refusal.message, hint=refusal.hint)
