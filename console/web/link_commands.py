"""Who gives a command that comes by the link in a message: nobody by name, but that route."""

from __future__ import annotations

from uuid import uuid4

from notices.subscriptions.asked import PUBLIC
from notices.subscriptions.records import Route
from rehearsals.core.command import By


def by_link(route: Route) -> By:
    """The fields of a command that whoever reads at a route gives by a link."""
    return By(id=f"link:{uuid4().hex}", actor=route.id, channel=PUBLIC)
