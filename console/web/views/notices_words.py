"""What the pages of notices call things: states of deliveries, kinds, how far it came."""

from __future__ import annotations

from collections.abc import Mapping

from console.notice_seen import NoticesSeen
from notices.core.notice import Notice, Window
from notices.core.words import Kind
from notices.outbox.delivery import Delivery, DeliveryState
from notices.outbox.rows import SAID
from notices.subscriptions.reach import ReachState
from notices.subscriptions.records import RouteKind
from notices.wording.phrases import rung_words
from rehearsals.core.words import Communications
from runbooks.clocktime import local_short

#: The shape of each state of a delivery, and its words: a mail server's yes is not yet an arrival.
DELIVERED: Mapping[DeliveryState, tuple[str, str]] = {
    "pending": ("waiting", "waiting"),
    "leased": ("running", "being sent"),
    "accepted": ("done", "accepted by the mail server"),
    "delivered": ("done", "delivered"),
    "failing": ("late", "FAILING"),
    "failed": ("failed", "FAILED"),
    "superseded": ("skipped", "superseded"),
    "suppressed": ("skipped", "not sent"),
    "acknowledged": ("go", "acknowledged"),
}
#: The same of a subscriber.
REACHED: Mapping[ReachState, tuple[str, str]] = {
    "acknowledged": ("go", "acknowledged"),
    "reached": ("done", "reached"),
    "waiting": ("waiting", "not yet"),
    "unreached": ("failed", "NOT REACHED"),
}
#: The ways outside, as the heads of columns.
CHANNELS: Mapping[RouteKind, str] = {
    "email": "E-mail",
    "webhook": "Webhook",
    "slack_webhook": "Slack",
    "slack_bot": "Slack bot",
}
#: What a revision of each kind tells, for whoever lets it out.
KINDS: Mapping[Kind, str] = {
    "provisional": "Provisional: planned, not decided",
    "firm": "Firm: it will happen",
    "rescheduled": "Moved to another time",
    "started": "Out of service now",
    "extended": "Lasts longer",
    "holding": "Overrun possible",
    "updated": "Update",
    "completed": "Ended",
    "all_clear": "All-clear: work may resume",
    "cancelled": "Cancelled",
}
FAILED: tuple[DeliveryState, ...] = ("failing", "failed")
_MARKS: Mapping[bool, str] = {
    True: "TEST - do not act on this notice",
    False: "REHEARSAL - no system is out of service",
}


def mark_words(*, test: bool, live: bool) -> str:
    """What marks a notice that is not for real; empty of one that is."""
    return _MARKS[live] if test else ""


def whom_words(mode: Communications, *, test: bool) -> str:
    """Over which routes it goes, as communications stand."""
    if mode == "off":
        return "Communications are OFF: it will go to nobody."
    if not test:
        return "FOR REAL: it goes to everybody who subscribed and is asked to act on it."
    if mode == "test":
        return "As a test: it goes to test routes alone, and is marked."
    return "As a test to EVERYBODY who subscribed: it is marked, but it reaches real desks."


def said_words(delivery: Delivery) -> str:
    """`Revision 3`, or `Reminder, 5 working days before` of one."""
    event, _, rung = delivery.id.event.partition(":")
    if event == SAID:
        return f"Revision {delivery.id.revision}"
    return f"Reminder, {rung_words(rung)} before"


def route_name(seen: NoticesSeen, route: str) -> str:
    """`E-mail (night desk)`: a route without its address, which few may see."""
    found = seen.subscriptions.routes.get(route)
    if found is None:
        return route
    return f"{CHANNELS[found.kind]}{f' ({found.label})' if found.label else ''}"


def window_text(window: Window, zone: str, *, open_ended: bool = False) -> str:
    """`Fri 27 Feb 18:00 GMT to Sun 01 Mar 16:30 GMT`."""
    start = local_short(window.start, zone) if window.start else "a start that was not told"
    if window.end is None:
        return f"{start} to an end that was not told"
    return f"{start} to {'not before ' if open_ended else ''}{local_short(window.end, zone)}"


def systems_text(notice: Notice) -> str:
    """The systems by their ids."""
    return ", ".join(one.id for one in notice.content.systems)
