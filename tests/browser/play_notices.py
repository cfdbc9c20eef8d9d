"""What everybody outside sees in the house of the play: notices, routes, links in messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from notices.core.notice import Affected, Named, Notice, SubmitBy, Window
from notices.keys import VARIABLE, Vault
from notices.outbox.rows import SAID, DeliveryId
from notices.subscriptions.asked import MakeMandatory
from notices.subscriptions.links import PLACES, Purpose
from rehearsals.core.commands import SetCommunications
from rehearsals.testing import OPENED
from tests.browser.play import RUN
from tests.browser.play_place import ENVIRON
from tests.console.web.noticed import a_told, queue, revised, route_of, say
from tests.console.web.place import Place

_VAULT = Vault(sha256(ENVIRON[VARIABLE].encode()).digest())
OUT, MOVED, OVER = "M10-OUT-EES", "M10-OUT-DIP", "M10-OUT-ERDS"
ACTIVE, PENDING, HOOK, SHARED = "acme-1", "acme-2", "acme-3", "acme-4"


def link(purpose: Purpose, route: str) -> str:
    """The address of a link of a route."""
    return f"/n/{PLACES[purpose]}/{_VAULT.token(purpose, route, 1)}"


def ack() -> str:
    """The address that acknowledges the newest revision of what is out."""
    key = DeliveryId(notice=OUT, revision=1, event=SAID, route=ACTIVE).key
    return f"/n/a/{_VAULT.token('ack', ACTIVE, 1, key)}"


def with_notices(place: Place) -> None:
    """Have things said, and people told: one outage is out, one was moved, one is over."""
    out = _out()
    say(place, *out, *_moved(), *_over(), _rehearsed(place))
    must = MakeMandatory(id="must", actor="com", system="EES", role="supplier", source="REC, 9")
    place.house.writer.subscriptions(must)
    route = route_of(place, label="Service desk")
    route_of(place, to="night@acme.example", confirmed=False)
    route_of(place, kind="webhook", to="https://hooks.acme.example/outages")
    route_of(place, to="team@acme.example", role_mailbox=True)
    queue(place, out[0], route)
    queue(place, out[-1], route)


def _out() -> tuple[Notice, ...]:
    window = Window(start=OPENED - timedelta(hours=2), end=OPENED + timedelta(hours=9))
    first = a_told(
        id=OUT,
        content={
            "title": "EES is out of service while the registrations move",
            "cause": "The registrations move to the new central service.",
            "window": window,
            "audience": (Named(id="supplier", name="Suppliers"),),
            "data_handling": "queued",
            "backlog_handling": "Requests are dealt with in the order in which they came.",
            "action_required": "Do not send registrations. Keep them until you are told.",
            "submit_by": (SubmitBy(what="Registrations", at=OPENED - timedelta(hours=3)),),
            "next_update_due": OPENED + timedelta(hours=4),
            "resume_at": "the all-clear (M10-080)",
            "contact": "desk@programme.example",
        },
    )
    started = revised(first, kind="started", status="started", published_at=window.start)
    return first, started


def _moved() -> tuple[Notice, ...]:
    first = a_told(
        id=MOVED,
        kind="provisional",
        status="provisional",
        content={
            "title": "Data Integration Platform reads only",
            "systems": (
                Affected(id="DIP", name="Data Integration Platform", impact="read_only"),
                Affected(id="SFTP", name="Gateway", impact="degraded"),
            ),
        },
    )
    window = Window(start=OPENED + timedelta(days=9), end=OPENED + timedelta(days=9, hours=5))
    again = revised(
        first,
        kind="rescheduled",
        content={"window": window},
        previous_window=first.window,
        published_at=OPENED - timedelta(hours=5),
        changed=("window", "action_required"),
    )
    return first, again


def _over() -> tuple[Notice, ...]:
    start = OPENED - timedelta(days=2)
    window = Window(start=start, end=start + timedelta(hours=4))
    systems = (Affected(id="ERDS", name="Electricity Retail Data Service"),)
    first = a_told(
        id=OVER, content={"title": "ERDS out of service", "systems": systems, "window": window}
    )
    end = window.end - timedelta(minutes=20) if window.end else None
    content = {"actual": Window(start=start, end=end)}
    return first, revised(first, kind="completed", status="completed", content=content)


def _rehearsed(place: Place) -> Notice:
    """Of the run of the play, whose communications are let out to all."""
    place.done(RUN, SetCommunications, "com", mode="on", reason="All take part.")
    now = place.clock.now()
    content = {
        "title": "EES out of service, as rehearsed",
        "window": Window(start=now + timedelta(hours=1), end=now + timedelta(hours=3)),
    }
    real = a_told(id=f"{RUN}-OUT-EES", run=RUN, content=content, published_at=now)
    return replace(real, test=True, live=False)
