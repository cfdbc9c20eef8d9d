"""What somebody may do about their own subscription: each deed of its page, as a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from console.web.house import House
from console.web.link_commands import by_link
from console.web.public_forms import PublicForm
from console.web.subscribing import Typed, asked_for, interest_of, typed_in
from notices.subscriptions.asked import ChangeRoute, RemoveRoute, RenewLinks, RotateSecret, TryRoute
from notices.subscriptions.events import RouteRequested
from notices.subscriptions.links import link
from notices.subscriptions.records import Route
from runbooks.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What became of it."""

    #: A word for what was done; the page says it in a sentence.
    said: str = ""
    #: Why it was not done.
    problem: str = ""
    #: A new secret, shown this once, and where the route that it signs for is looked after.
    secret: str = field(default="", repr=False)
    manage: str = field(default="", repr=False)
    #: What was typed, where it comes back.
    typed: Typed | None = None


def _change(house: House, route: Route, sent: PublicForm) -> Done:
    typed = typed_in(sent)
    house.writer.subscriptions(
        ChangeRoute(
            route=route.id,
            label=typed.label,
            interest=interest_of(typed),
            role_mailbox=typed.role_mailbox,
            calendar=typed.calendar,
            test=typed.test,
            fallback=typed.fallback,
            **by_link(route),
        )
    )
    return Done(said="changed")


def _add(house: House, route: Route, sent: PublicForm) -> Done:
    typed = typed_in(sent)
    wanted = asked_for(house, typed, subscriber=route.subscriber, actor=route.id)
    if isinstance(wanted, dict):
        return Done(problem=" ".join(wanted.values()), typed=typed)
    try:
        facts = house.writer.subscriptions(wanted)
    except Refused as refused:
        return Done(problem=f"{refused.args[0]} {refused.hint}", typed=typed)
    made = next(one.event.route for one in facts if isinstance(one.event, RouteRequested))
    new, vault = house.notices.subscriptions().routes[made], house.notice_links.vault
    if new.kind == "email":
        return Done(said="added")
    return Done(
        secret=vault.webhook_secret(new.id, new.secret) if new.kind == "webhook" else "",
        manage=link(vault, house.url, new, "manage"),
    )


def _rotate(house: House, route: Route, sent: PublicForm) -> Done:
    leaked = sent.ticked("leaked")
    house.writer.subscriptions(RotateSecret(route=route.id, leaked=leaked, **by_link(route)))
    rotated = house.notices.subscriptions().routes[route.id]
    return Done(secret=house.notice_links.vault.webhook_secret(route.id, rotated.secret))


def _test(house: House, route: Route, _sent: PublicForm) -> Done:
    house.writer.subscriptions(TryRoute(route=route.id, **by_link(route)))
    return Done(said="test")


def _renew(house: House, route: Route, _sent: PublicForm) -> Done:
    house.writer.subscriptions(RenewLinks(route=route.id, **by_link(route)))
    return Done(said="renewed")


def _remove(house: House, route: Route, sent: PublicForm) -> Done:
    if not sent.ticked("sure"):
        return Done(problem="Nothing was ended: tick that you mean it.")
    house.writer.subscriptions(RemoveRoute(route=route.id, by="self_service", **by_link(route)))
    return Done()


DOING: Mapping[str, Callable[[House, Route, PublicForm], Done]] = {
    "change": _change,
    "add": _add,
    "rotate": _rotate,
    "test": _test,
    "renew": _renew,
    "remove": _remove,
}
