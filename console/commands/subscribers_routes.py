"""`subscribers route` and its like: over which routes an organisation is told."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from console.acting import Acting
from console.subscribers_desk import address_of, ask, route_named
from notices.subscriptions import asked as a
from notices.subscriptions.records import Interest, RouteKind

_Systems = Annotated[tuple[str, ...], Parameter(name="--system", consume_multiple=True)]
_Environments = Annotated[tuple[str, ...], Parameter(name="--environment", consume_multiple=True)]
_YesNo = Literal["yes", "no"]
#: What asks for everything again.
ALL = "all"


def route(
    subscriber: str,
    kind: RouteKind,
    address: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    label: str = "",
    system: _Systems = (),
    environment: _Environments = (),
    role_mailbox: bool = False,
    test: bool = False,
    calendar: bool = False,
    fallback: bool = False,
    acting: Acting | None = None,
) -> None:
    """Add a route; it is used once it is confirmed: by the link in a mail, or a signed test.

    Args:
        subscriber: The organisation's id.
        kind: email, webhook, slack_webhook or slack_bot.
        address: The mailbox, the https address, or the id of the Slack channel; - reads it from
            standard input, since whoever knows a webhook's address can write to it.
        label: Who reads there, such as Service desk.
        system: Only notices about these systems; what is mandatory comes all the same.
        environment: Only notices of these environments.
        role_mailbox: Several people read there: unsubscribing asks for confirmation.
        test: It takes the notices of rehearsals and tests, and those alone.
        calendar: Mails carry the calendar file.
        fallback: It is used only where another route of theirs fails.
        acting: Who acts; a communications approver or an administrator.
    """
    wanted = address_of(kind, address).route(
        label=label,
        interest=Interest(systems=system, environments=environment),
        role_mailbox=role_mailbox,
        test=test,
        calendar=calendar,
        fallback=fallback,
    )
    ask(
        lambda _, by: a.RequestRoute(subscriber=subscriber.lower(), route=wanted, **by),
        acting,
    )


def change_route(
    route: str,
    /,
    *,
    label: str | None = None,
    system: _Systems = (),
    environment: _Environments = (),
    role_mailbox: _YesNo | None = None,
    test: _YesNo | None = None,
    calendar: _YesNo | None = None,
    fallback: _YesNo | None = None,
    acting: Acting | None = None,
) -> None:
    """Change what goes over a route; another address is another route.

    Args:
        route: The route's id, such as acme-energy-2.
        label: Who reads there.
        system: Only notices about these systems from now on; all for every system.
        environment: Only notices of these environments; all for every one.
        role_mailbox: Whether several people read there.
        test: Whether it takes the notices of rehearsals and tests alone.
        calendar: Whether mails carry the calendar file.
        fallback: Whether it is used only where another route fails.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(
        lambda subs, by: a.ChangeRoute(
            route=route.lower(),
            label=label,
            interest=_interest(route_named(subs, route).interest, system, environment),
            role_mailbox=_flag(role_mailbox),
            test=_flag(test),
            calendar=_flag(calendar),
            fallback=_flag(fallback),
            **by,
        ),
        acting,
    )


def _interest(
    now: Interest, systems: tuple[str, ...], environments: tuple[str, ...]
) -> Interest | None:
    if not systems and not environments:
        return None
    return Interest(
        systems=_some(systems) if systems else now.systems,
        environments=_some(environments) if environments else now.environments,
    )


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    return () if names == (ALL,) else names


def _flag(word: _YesNo | None) -> bool | None:
    return None if word is None else word == "yes"


def confirm(route: str, /, *, acting: Acting | None = None) -> None:
    """Confirm a mailbox because whoever reads there said so, such as on the telephone.

    The journal keeps that you took their word; --on-behalf-of names a colleague who did. A webhook
    or Slack route is confirmed by its test alone.

    Args:
        route: The route's id.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(
        lambda _, by: a.ConfirmRoute(route=route.lower(), how="operator", **by),
        acting,
    )


def try_route(route: str, /, *, acting: Acting | None = None) -> None:
    """Send a test over a route; or once more what has a mailbox confirmed.

    Args:
        route: The route's id.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.TryRoute(route=route.lower(), **by), acting)


def disable(route: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Let a route rest; what goes over others is not changed.

    Args:
        route: The route's id.
        reason: Why; it stays in the journal.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.DisableRoute(route=route.lower(), reason=reason, **by), acting)


def enable(route: str, /, *, acting: Acting | None = None) -> None:
    """Use a route again that rests; it is sent a test.

    Args:
        route: The route's id.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.EnableRoute(route=route.lower(), **by), acting)


def remove(route: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Send nothing over a route any more, for good.

    Args:
        route: The route's id.
        reason: Why; it stays in the journal.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(
        lambda _, by: a.RemoveRoute(route=route.lower(), by="operator", reason=reason, **by),
        acting,
    )
