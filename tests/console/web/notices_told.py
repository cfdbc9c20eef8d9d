"""Notices of a rehearsal, past the pages: drafted, published, delivered, failing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from notices.core.asked import ApproveDraft, DraftNotice
from notices.core.notice import Affected, Content, Named, Window
from notices.core.words import Kind
from notices.outbox.events import DeliveryAttempted, DeliveryEvent, DeliveryFailing
from notices.outbox.rows import deliveries_stream
from notices.outbox.state import CODEC, SENDER
from notices.subscriptions.asked import MakeMandatory
from rehearsals.core.command import ENGINE
from rehearsals.core.fact import Entered
from rehearsals.testing import OPENED
from tests.console.web.noticed import route_of
from tests.console.web.place import Place

RUN, EES = "DR1", "DR1-OUT-EES"
_numbers = count(1)


def a_content(**changes: Any) -> Content:
    """EES is out for two hours, from an hour after the run was opened."""
    usual = Content(
        title="EES out of service",
        cause="The registrations move.",
        systems=(Affected(id="EES", name="Electricity Enquiry Service"),),
        window=Window(start=OPENED + timedelta(hours=1), end=OPENED + timedelta(hours=3)),
        audience=(Named(id="supplier", name="Suppliers"),),
        data_handling="queued",
        action_required="Do not send enquiries.",
        next_update_due=OPENED + timedelta(hours=2),
    )
    return replace(usual, **changes)


def draft(place: Place, kind: Kind = "firm", *, notice: str = EES, **more: Any) -> str:
    """Have a revision drafted, as the keeper does; the id of the draft."""
    changes = more.pop("content", {})
    fields = {"because": "The plan has it.", "needed_by": OPENED + timedelta(minutes=30), **more}
    command = DraftNotice(
        id=f"keeper-{next(_numbers)}", actor="keeper", channel=ENGINE, notice=notice,
        outage=notice.removeprefix(f"{RUN}-"), kind=kind, content=a_content(**changes), **fields,
    )  # fmt: skip
    place.house.writer.notices(RUN, command)
    thread = place.house.notices.book(RUN).threads[notice]
    return thread.draft.id if thread.draft else ""


def approve(place: Place, name: str) -> None:
    """Have a draft let out, past the pages."""
    command = ApproveDraft(id=f"test-{next(_numbers)}", actor="com", channel="web", draft=name)
    place.house.writer.notices(RUN, command)


def subscribed(place: Place) -> None:
    """Two suppliers who take the notices of rehearsals, both of whom must be told of EES."""
    must = MakeMandatory(id="must", actor="com", system="EES", role="supplier", source="REC, 9")
    place.house.writer.subscriptions(must)
    route_of(place, "acme", test=True, label="Service desk")
    route_of(place, "acme", kind="webhook", to="https://hooks.acme.example/outages", test=True)
    route_of(place, "borealis", to="desk@borealis.example", test=True)


def published(place: Place, **more: Any) -> None:
    """A rehearsal whose notice of EES is firm and on its way to its subscribers."""
    place.opened(communications="test")
    subscribed(place)
    approve(place, draft(place, **more))


def key_of(route: str, revision: int = 0, notice: str = EES) -> str:
    """The key of a delivery."""
    return f"{notice}/{revision}/said/{route}"


def attempted(
    place: Place, key: str, outcome: Any = "delivered", *, status: int | None = 200, **more: Any
) -> None:
    """Enter what one attempt came to."""
    fields: dict[str, Any] = {"attempt": 1, "at": place.clock.now(), "answer": "OK", **more}
    _enter(place, DeliveryAttempted(key=key, outcome=outcome, status=status, **fields))


def failing(place: Place, key: str, why: str = "503 three times") -> None:
    """Enter that a route fails."""
    attempted(place, key, "failed", status=503, answer="busy")
    _enter(place, DeliveryFailing(key=key, reason=why))


def _enter(place: Place, event: DeliveryEvent) -> None:
    journal, stream = place.house.journal, deliveries_stream(RUN)
    at: datetime = place.clock.now()
    fact = Entered(
        event=event, at=at, recorded_at=at, actor=SENDER, channel="sender",
        command=f"sent-{next(_numbers)}", on_behalf_of=None,
    )  # fmt: skip
    journal.append(stream, journal.head(stream).seq, (CODEC.to_entry(fact),))
