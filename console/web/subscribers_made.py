"""From the forms of the subscribers' pages to commands on the subscriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from console.web.subscribers_typed import Form, many_in, typed_route
from console.web.subscribing import interest_of, route_to
from console.web.typed_values import Misread
from notices.channels.http_settings import policy_of
from notices.subscriptions import asked as a
from notices.subscriptions.addresses import read_address
from notices.subscriptions.entered import Organisation
from notices.subscriptions.records import RouteKind, Subscriptions
from rehearsals.core.command import Refusal

KINDS: tuple[RouteKind, ...] = get_args(RouteKind)


def _roles(form: Form) -> tuple[str, ...]:
    """What was ticked, and what was typed besides."""
    more = form.word("other_roles").replace(",", " ").split()
    found = tuple(dict.fromkeys((*many_in(form.data, "roles"), *more)))
    if not found:
        raise Misread({"roles": "Say what it is: notices differ by who they are for."})
    return found


def _mpids(form: Form) -> tuple[str, ...]:
    return tuple(form.word("mpids").upper().replace(",", " ").split())


def _add(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    organisation = Organisation(
        name=form.needed("name", "Give the organisation's name."),
        roles=_roles(form),
        mpids=_mpids(form),
    )
    subscriber = form.needed("subscriber", "Such as acme-energy.").lower()
    fields = {"subscriber": subscriber, "organisation": organisation}
    return form.asking.make(a.AddSubscriber, fields)


def _change(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    fields = {
        "subscriber": form.word("subscriber"),
        "name": form.needed("name", "Give the organisation's name."),
        "roles": _roles(form),
        "mpids": _mpids(form),
    }
    return form.asking.make(a.ChangeSubscriber, fields)


def _list(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    fields = {"subscriber": form.word("subscriber"), "listed": True}
    return form.asking.make(a.ChangeSubscriber, fields)


def _merge(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    into = form.needed("into", "Choose the organisation that it is.")
    return form.asking.make(
        a.MergeSubscriber, {"subscriber": form.word("subscriber"), "into": into}
    )


def _leave(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    reason = form.needed("reason", "Say why: it stays in the journal.")
    fields = {"subscriber": form.word("subscriber"), "reason": reason}
    return form.asking.make(a.LeaveSubscriber, fields)


def _request(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    typed = typed_route(form.data)
    if typed.kind not in KINDS:
        raise Misread({"kind": "Choose one of these."})
    if not typed.address:
        raise Misread({"address": "Say where to; nothing was typed here."})
    kind, house = typed.kind, form.house
    found = read_address(kind, typed.address, house.notice_links.vault, policy_of(house.environ))
    if isinstance(found, Refusal):
        raise Misread({"address": f"{found.message} {found.hint}"})
    return form.asking.make(
        a.RequestRoute, {"subscriber": form.word("subscriber"), "route": route_to(found, typed)}
    )


def _change_route(form: Form, subs: Subscriptions) -> a.SubscriptionCommand:
    typed, known = typed_route(form.data), subs.routes.get(form.word("route"))
    mail = known is not None and known.kind == "email"
    fields = {
        **form.route,
        "label": typed.label,
        "interest": interest_of(typed),
        "role_mailbox": typed.role_mailbox if mail else None,
        "calendar": typed.calendar if mail else None,
        "test": typed.test,
        "fallback": typed.fallback,
    }
    return form.asking.make(a.ChangeRoute, fields)


def _mandatory(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    fields = {
        "system": form.needed("system", "Say which system."),
        "role": form.needed("role", "Say who must be told of it."),
        "source": form.needed("source", "Say where that is laid down."),
    }
    return form.asking.make(a.MakeMandatory, fields)


def _optional(form: Form, _subs: Subscriptions) -> a.SubscriptionCommand:
    fields = {
        "system": form.word("system"),
        "role": form.word("role"),
        "reason": form.needed("reason", "Say why: it stays in the journal."),
    }
    return form.asking.make(a.MakeOptional, fields)


#: What each form asks, by its name in addresses.
MAKERS: Mapping[str, Callable[[Form, Subscriptions], a.SubscriptionCommand]] = {
    "add": _add,
    "change": _change,
    "list": _list,
    "merge": _merge,
    "leave": _leave,
    "request-route": _request,
    "change-route": _change_route,
    "resend": lambda form, _: form.asking.make(a.ResendConfirmation, form.route),
    "test": lambda form, _: form.asking.make(a.TryRoute, form.route),
    "confirm": lambda form, _: form.asking.make(a.ConfirmRoute, {**form.route, "how": "operator"}),
    "enable": lambda form, _: form.asking.make(a.EnableRoute, form.route),
    "disable": lambda form, _: form.asking.make(a.DisableRoute, form.reasoned),
    "remove": lambda form, _: form.asking.make(a.RemoveRoute, {**form.reasoned, "by": "operator"}),
    "renew-links": lambda form, _: form.asking.make(a.RenewLinks, form.route),
    "mandatory": _mandatory,
    "optional": _optional,
}
