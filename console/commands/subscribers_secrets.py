"""`subscribers secret`, `rotate` and `links`: what a route is signed and opened with."""

from __future__ import annotations

from datetime import timedelta

from console import here
from console.acting import Acting
from console.output import emit
from console.subscribers_desk import ask, read_subscriptions, refused, route_named, vault
from notices.subscriptions import asked as a
from notices.subscriptions.signing import secrets_of
from rehearsals.core.refusals import refuse
from runbooks.durations import parse_seconds
from runbooks.errors import CallboardError


def secret(route: str, /, *, acting: Acting | None = None) -> None:
    """Print the secret that a webhook is signed with, for its owner; the newest first.

    Hand it over where nobody else reads along.

    Args:
        route: The route's id.
        acting: Who asks; a communications approver or an administrator.
    """
    with read_subscriptions(acting) as subs:
        found = route_named(subs, route)
    secrets = secrets_of(vault(), found, here.now())
    if not secrets or found.state == "removed":
        refused(refuse("not-a-webhook", f"{found.id} is not signed.", "Only webhooks are."))
    emit(*secrets)


def rotate(
    route: str,
    /,
    *,
    both_for: str = "24h",
    leaked: bool = False,
    acting: Acting | None = None,
) -> None:
    """Sign a webhook with a new secret, for some time beside the old one.

    Args:
        route: The route's id.
        both_for: How long the old one signs along: 24h to 7d.
        leaked: Somebody else knows the old one: it signs no more at once.
        acting: Who acts; a communications approver or an administrator.
    """
    try:
        overlap = timedelta(seconds=parse_seconds(both_for))
    except ValueError as error:
        raise CallboardError(f"{error}.", hint="Such as 24h or 7d.") from error
    ask(
        lambda _, by: a.RotateSecret(route=route.lower(), both_for=overlap, leaked=leaked, **by),
        acting,
    )
    emit(f"Give its owner the new one: `callboard subscribers secret {route.lower()}`.")


def links(route: str, /, *, acting: Acting | None = None) -> None:
    """Make the links of a route anew: those in messages so far, and of its feeds, are void.

    Args:
        route: The route's id.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.RenewLinks(route=route.lower(), **by), acting)
