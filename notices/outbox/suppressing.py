"""Why a delivery is not made after all, though it was asked for once; pure."""

from __future__ import annotations

from datetime import datetime

from notices.core.notice import Notice
from notices.outbox.rows import CONFIRM, REMINDED, deadline_of
from notices.subscriptions.records import Route, Subscriber
from rehearsals.core.events import Communications
from rehearsals.journal.port import Claim


def why_too_late(claim: Claim, now: datetime) -> str:
    """Why nothing is sent at an instant (of the pool's time); empty: it is not too late.

    A reminder that nobody has tried to send before the next one was due, or the outage, says
    nothing any more: once a sender is back, the backlog of them is not poured out.
    """
    deadline = deadline_of(claim.payload)
    if claim.attempts or deadline is None or now < deadline:
        return ""
    return "its time is past" if f"/{REMINDED}" in claim.key else ""


def why_not_there(route: Route | None, owner: Subscriber | None, event: str) -> str:
    """Why nothing goes over a route; empty: something may.

    What confirms or tests a route goes over one that is not active yet, or rests.
    """
    if route is None or owner is None:
        return "there is no such route"
    if route.state == "removed":
        return f"the route was removed: {route.ended_because or 'no reason given'}"
    if owner.left_at is not None:
        return f"{owner.name} is told no more"
    if event == CONFIRM and route.state != "pending":
        return "the route is confirmed already"
    return ""


def why_not_now(route: Route) -> str:
    """Why no notice goes over a route that was not removed; empty: one may."""
    if route.state == "disabled":
        return f"the route is disabled: {route.ended_because or 'no reason given'}"
    return "" if route.active else "the route is not confirmed yet"


def why_not_out(notice: Notice, newest: int, route: Route, mode: Communications) -> str:
    """Why a revision does not leave over a route any more; empty: it may.

    `mode` is how communications stand now: what became stricter since it was published holds.
    """
    if newest > notice.revision:
        return f"revision {newest} is out"
    if mode == "off":
        return "communications are off"
    if mode == "test" and not notice.test:
        return "communications are for tests alone, and this notice is for real"
    if mode == "test" and not route.test:
        return "communications are for tests alone, and this route is for real notices"
    if not notice.test and route.test:
        return "this route is for tests alone, and this notice is for real"
    return ""
