"""`decide(subs, command, now)`: the events a command amounts to, or why it is refused; pure."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from notices.subscriptions import asked as a
from notices.subscriptions.deciding import Answer
from notices.subscriptions.deciding_files import decide_import
from notices.subscriptions.deciding_requests import (
    decide_confirm,
    decide_expire,
    decide_request,
    decide_resend,
    decide_try,
)
from notices.subscriptions.deciding_routes import (
    decide_change,
    decide_disable,
    decide_enable,
    decide_remove,
    decide_renew,
    decide_rotate,
)
from notices.subscriptions.deciding_subscribers import (
    decide_add,
    decide_change_subscriber,
    decide_leave,
    decide_mandatory,
    decide_merge,
    decide_optional,
)
from notices.subscriptions.records import Subscriptions
from rehearsals.core.refusals import check_words, refuse


def decide(subs: Subscriptions, command: a.SubscriptionCommand, now: datetime) -> Answer:
    """The events, none if it holds already; or a refusal. `now` is aware."""
    if command.happened_at is not None:
        return refuse("late-not-possible", "Subscriptions are kept as of now.", "Leave out --at.")
    if not isinstance(command, a.ImportSubscribers) and (refusal := check_words(command)):
        return refusal
    if isinstance(command, _OF_SUBSCRIBERS):
        return _of_subscribers(subs, command)
    if isinstance(command, _OF_REQUESTS):
        return _of_requests(subs, command, now)
    return _of_routes(subs, command, now)


_OfSubscribers = (
    a.AddSubscriber
    | a.ChangeSubscriber
    | a.LeaveSubscriber
    | a.MergeSubscriber
    | a.MakeMandatory
    | a.MakeOptional
    | a.ImportSubscribers
)
_OF_SUBSCRIBERS = (
    a.AddSubscriber,
    a.ChangeSubscriber,
    a.LeaveSubscriber,
    a.MergeSubscriber,
    a.MakeMandatory,
    a.MakeOptional,
    a.ImportSubscribers,
)
_OfRequests = a.RequestRoute | a.ResendConfirmation | a.TryRoute | a.ConfirmRoute | a.ExpireRequests
_OF_REQUESTS = (a.RequestRoute, a.ResendConfirmation, a.TryRoute, a.ConfirmRoute, a.ExpireRequests)
_OfRoutes = (
    a.ChangeRoute | a.RemoveRoute | a.DisableRoute | a.EnableRoute | a.RotateSecret | a.RenewLinks
)


def _of_subscribers(subs: Subscriptions, command: _OfSubscribers) -> Answer:
    match command:
        case a.AddSubscriber():
            return decide_add(subs, command)
        case a.ChangeSubscriber():
            return decide_change_subscriber(subs, command)
        case a.LeaveSubscriber():
            return decide_leave(subs, command)
        case a.MergeSubscriber():
            return decide_merge(subs, command)
        case a.MakeMandatory():
            return decide_mandatory(subs, command)
        case a.MakeOptional():
            return decide_optional(subs, command)
        case a.ImportSubscribers():
            return decide_import(subs, command)
        case _:
            assert_never(command)


def _of_requests(subs: Subscriptions, command: _OfRequests, now: datetime) -> Answer:
    match command:
        case a.RequestRoute():
            return decide_request(subs, command, now)
        case a.ResendConfirmation():
            return decide_resend(subs, command, now)
        case a.TryRoute():
            return decide_try(subs, command, now)
        case a.ConfirmRoute():
            return decide_confirm(subs, command, now)
        case a.ExpireRequests():
            return decide_expire(subs, now)
        case _:
            assert_never(command)


def _of_routes(subs: Subscriptions, command: _OfRoutes, now: datetime) -> Answer:
    match command:
        case a.ChangeRoute():
            return decide_change(subs, command)
        case a.RemoveRoute():
            return decide_remove(subs, command)
        case a.DisableRoute():
            return decide_disable(subs, command)
        case a.EnableRoute():
            return decide_enable(subs, command)
        case a.RotateSecret():
            return decide_rotate(subs, command, now)
        case a.RenewLinks():
            return decide_renew(subs, command)
        case _:
            assert_never(command)
