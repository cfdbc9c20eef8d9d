"""What is sent to confirm and to test a route: subject, text, HTML and payload; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from notices.channels.port import Links
from notices.subscriptions.records import Route
from notices.wording.canonical import canonical
from notices.wording.footers import footer_of, ways_of
from notices.wording.html import html_of
from notices.wording.lines import in_ascii, one_line, shortened
from runbooks.clocktime import local, rfc3339

RouteEvent = Literal["confirm", "test"]
#: Characters of an organisation's name at most.
_LONGEST_NAME = 80
_SUBJECTS: dict[RouteEvent, str] = {
    "confirm": "Please confirm that outage notices may be sent here",
    "test": "Test: outage notices reach you here",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A message about a route, in all its forms."""

    #: On the wire, such as `outage.subscription.confirm`.
    type: str
    #: ASCII.
    subject: str
    #: Without the links, which HTML and payload have.
    text: str
    html: str
    payload: bytes


def route_letter(
    event: RouteEvent,
    *,
    route: Route,
    subscriber: str,
    links: Links,
    at: datetime,
    expires: datetime | None = None,
    zone: str = "Europe/London",
) -> Letter:
    """The message that confirms or tests a route of a subscriber, who is given by name.

    `at` is when it was asked for, and `expires` when its link stops working. Nobody is named in it
    but the organisation that asked: it may reach somebody who never heard of us.
    """
    name = one_line(shortened(subscriber, _LONGEST_NAME))
    lines = _LINES[event](name, route, expires, zone)
    subject = in_ascii(_SUBJECTS[event])
    kind = f"outage.subscription.{event}"
    return Letter(
        type=kind,
        subject=subject,
        text="\n\n".join((subject, *lines, *filter(None, (footer_of(links),)))),
        html=html_of("letter.html.j2", ways_of(links), subject=subject, lines=lines),
        payload=canonical(_payload(kind, route, links, at, expires)).encode(),
    )


def _payload(
    kind: str, route: Route, links: Links, at: datetime, expires: datetime | None
) -> dict[str, Any]:
    where = {"confirm": links.confirm, "manage": links.manage}
    return {
        "type": kind,
        "timestamp": rfc3339(at),
        "data": {
            "route": route.id,
            "test": True,
            "expires_at": None if expires is None else rfc3339(expires),
            "links": {name: address for name, address in where.items() if address},
        },
    }


def _confirming(name: str, route: Route, expires: datetime | None, zone: str) -> tuple[str, ...]:
    until = f" The link works until {local(expires, zone)}." if expires else ""
    # An organisation often has two places with one address: one for rehearsals, one for real.
    alone = " They are those of rehearsals and tests, and no others." if route.test else ""
    return (
        f"Somebody asked that outage notices for {name} be sent here.{alone}",
        f"If that is right, open the link and press the button.{until}",
        "If it is not, do nothing: without that you will get no notices.",
    )


def _testing(name: str, route: Route, expires: datetime | None, zone: str) -> tuple[str, ...]:
    del route, expires, zone
    return (
        f"This is a test. It shows that outage notices for {name} reach you here.",
        "No system is out of service, and there is nothing to do.",
    )


_LINES = {"confirm": _confirming, "test": _testing}
