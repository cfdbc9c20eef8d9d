"""What the messages about routes say: confirm it, test it, another one of yours has ended; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from notices.channels.port import Links, Message
from notices.outbox.rows import CONFIRM, TEST, asked_at, deadline_of, message_id
from notices.subscriptions.outgoing import ended_route
from notices.subscriptions.records import Route, Subscriptions
from notices.wording.canonical import canonical
from notices.wording.footers import footer_of, ways_of
from notices.wording.html import html_of
from notices.wording.lines import in_ascii, one_line, shortened
from notices.wording.routes import Letter, route_letter
from rehearsals.journal.port import Claim
from runbooks.clocktime import rfc3339

ENDED = "outage.subscription.ended"
_SUBJECT = "Outage notices no longer go to one of your addresses"
_LONGEST = 120


def letter_about(
    event: str,
    *,
    route: Route,
    owner: str,
    subs: Subscriptions,
    links: Links,
    payload: Mapping[str, Any],
) -> Letter | None:
    """The letter of an event to a route, whose subscriber is given by name.

    The same row always gives the same bytes. None for an event that there is no letter for.
    """
    at = asked_at(payload) or route.requested_at
    if event == CONFIRM:
        return route_letter(
            "confirm",
            route=route,
            subscriber=owner,
            links=links,
            at=at,
            expires=deadline_of(payload),
        )
    if event == TEST:
        return route_letter("test", route=route, subscriber=owner, links=links, at=at)
    ended = subs.routes.get(ended_route(event))
    return None if ended is None else _ended(ended, route, owner, links, at)


def about_no_notice(
    claim: Claim, letter: Letter, route: Route, at: datetime, *, address: str
) -> Message:
    """The message that a letter is, at an attempt and to an opened address; without links."""
    return Message(
        id=message_id(claim.key),
        key=claim.key,
        type=letter.type,
        subject=letter.subject,
        text=letter.text,
        payload=letter.payload,
        notice=None,
        route=route,
        address=address,
        at=at,
    )


def _ended(ended: Route, route: Route, owner: str, links: Links, at: datetime) -> Letter:
    where, why = _short(ended.shown), _short(ended.ended_because)
    subject = in_ascii(_SUBJECT)
    lines = (
        f"Outage notices for {_short(owner)} no longer go to {where}{f': {why}' if why else ''}.",
        "If that was not meant, look after the subscription, or tell whoever runs it.",
    )
    data = {
        "route": route.id,
        "ended": ended.id,
        "because": why,
        "links": {"manage": links.manage} if links.manage else {},
    }
    told = {"type": ENDED, "timestamp": rfc3339(at), "data": data}
    return Letter(
        type=ENDED,
        subject=subject,
        text="\n\n".join((subject, *lines, *filter(None, (footer_of(links),)))),
        html=html_of("letter.html.j2", ways_of(links), subject=subject, lines=lines),
        payload=canonical(told).encode(),
    )


def _short(text: str) -> str:
    return one_line(shortened(text, _LONGEST))
