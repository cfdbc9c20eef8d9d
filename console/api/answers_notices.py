"""What the API answers about notices and their deliveries, in types."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from console.api.answers import Out
from notices.core.words import Kind, Status
from notices.outbox.delivery import DeliveryState


class NoticeSummary(Out):
    """A notice, in short: as it was said last."""

    id: str
    outage: str
    #: None before the first revision is out.
    revision: int | None
    kind: Kind | None
    status: Status | None
    title: str | None
    test: bool | None
    published_at: datetime | None
    next_update_due: datetime | None
    #: Whether somebody has to let a draft out.
    draft: bool
    deliveries: Annotated[dict[str, int], Field(description="How many, by their states.")]


class Notices(Out):
    """The notices of a run, in order of first mention."""

    run: str
    timezone: str
    communications: Literal["off", "test", "on"]
    notices: list[NoticeSummary]


class OneNotice(Out):
    """A notice with all that was said of it."""

    id: str
    outage: str
    revisions: list[dict[str, Any]]
    reminders: list[dict[str, Any]]
    draft: dict[str, Any] | None


class OneDelivery(Out):
    """A message to one route, and what became of it; the route by its id alone."""

    key: str
    notice: str
    revision: int
    event: str
    route: str
    state: DeliveryState
    attempts: list[dict[str, Any]]
    acknowledged_at: datetime | None


class Deliveries(Out):
    """Some deliveries of a notice, in order of writing."""

    run: str
    deliveries: list[OneDelivery]
    next: Annotated[int | None, Field(description="What `after` is for the next page.")]
    total: int


class NoticeFeed(Out):
    """Revisions as webhooks carry them, the oldest first."""

    run: str
    items: list[dict[str, Any]]
    more: bool
    next: Annotated[str, Field(description="What `since` is the next time.")]


class RedeliveredNotices(Out):
    """That deliveries are made once more."""

    run: str
    #: Whether this was asked before under the same key.
    repeated: bool
    deliveries: list[str]


class AcknowledgedDelivery(Out):
    """That somebody has read a notice."""

    run: str
    delivery: str
    #: Whether nobody had said so before.
    new: bool
