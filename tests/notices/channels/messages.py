"""Messages to put on the wire, as the sender would make them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from notices.channels.port import Links, Message
from notices.core.notice import Affected, Content, Notice, Window
from notices.subscriptions.records import Route, RouteKind

NOW = datetime(2026, 7, 14, 12, 0, tzinfo=UTC)
SECRET = f"whsec_{b64encode(bytes(range(32))).decode()}"
FIRST_LINE = "M10-OUT-EES rev 2 REHEARSAL - no system is out of service"
OLD_SECRET = f"whsec_{b64encode(bytes(range(32, 64))).decode()}"


def a_notice(*, test: bool = True, live: bool = False, **content: Any) -> Notice:
    """EES is out of service from 18 September 21:00 BST for eleven hours."""
    return Notice(
        id="M10-OUT-EES",
        revision=2,
        kind="extended",
        status="started",
        run="M10",
        outage="OUT-EES",
        test=test,
        live=live,
        environment="production",
        zone="Europe/London",
        content=replace(
            Content(
                title="EES out of service",
                systems=(Affected(id="EES", name="Electricity Enquiry Service"),),
                window=Window(
                    start=datetime(2026, 9, 18, 20, 0, tzinfo=UTC),
                    end=datetime(2026, 9, 19, 7, 0, tzinfo=UTC),
                ),
            ),
            **content,
        ),
        created_at=NOW,
        published_at=NOW,
        approved_by="ada",
    )


def a_message(
    address: str = "https://hooks.supplier.example/notices",
    *,
    kind: RouteKind = "webhook",
    **fields: Any,
) -> Message:
    """A message about the notice; `fields` replace its own."""
    route = Route(
        id="acme-1",
        subscriber="acme",
        kind=kind,
        address="sealed:",
        shown="hooks.supplier.example",
        state="active",
        requested_at=NOW,
    )
    message = Message(
        id="msg_MFRGGZDFMZTWQ2LKNNWG23TPOA",
        key="M10-OUT-EES/2/said/acme-1",
        type="outage.notice.extended",
        subject="REHEARSAL - no system is out of service: EES out of service: extended",
        text=f"{FIRST_LINE}\n\nEES is out & <about>.\n\n{FIRST_LINE}",
        payload='{"data":{"id":"M10-OUT-EES","title":"caf\u00e9"}}'.encode(),
        notice=a_notice(),
        route=route,
        address=address,
        secrets=(SECRET,),
        links=Links(html="http://127.0.0.1:8600/outages/M10-OUT-EES"),
        at=NOW,
    )
    return replace(message, **fields)
