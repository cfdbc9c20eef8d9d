"""What whoever answers for the notices sees in the house of the play: drafts, failures, holes."""

from __future__ import annotations

from datetime import timedelta

from notices.subscriptions.asked import RequestRoute
from notices.subscriptions.entered import NewRoute, Organisation
from rehearsals.testing import OPENED
from tests.browser.play import RUN
from tests.console.web import notices_told as told
from tests.console.web.noticed import queue, route_of
from tests.console.web.place import Place

_AT = "outages@carbon.example"
_CARBON = NewRoute(kind="email", address=_AT, shown=_AT, mark="carbon")


def with_deliveries(place: Place) -> None:
    """One is reached and has said so, one fails, one hears nothing, one signed up by itself.

    Besides, an extension waits for approval; it comes behind `play_notices.with_notices`.
    """
    borealis = route_of(place, "borealis", to="desk@borealis.example", label="Night desk")
    hook = route_of(place, "borealis", kind="webhook", to="https://hooks.borealis.example/outages")
    cumulus = route_of(
        place, "cumulus", kind="webhook", to="https://cumulus.example/hooks", label="Orders"
    )
    route_of(place, "delphi", to="ops@delphi.example", confirmed=False)
    guest = RequestRoute(
        id="guest", actor="public", channel="public", route=_CARBON,
        signs_up=Organisation(name="Carbon Trading", roles=("supplier",)),
    )  # fmt: skip
    place.house.writer.subscriptions(guest)
    newest = place.house.notices.book(RUN).threads[told.EES].newest
    assert newest is not None
    for route in (borealis, hook, cumulus):
        queue(place, newest, route)
    told.attempted(place, told.key_of(borealis.id), "accepted", status=250, answer="queued as 7F")
    told.attempted(place, told.key_of(hook.id), took=84)
    by = {"id": "known", "actor": "com", "channel": "web"}
    place.house.writer.acknowledge(RUN, told.key_of(hook.id), how="operator", by=by)  # type: ignore[arg-type]
    told.failing(place, told.key_of(cumulus.id), "503 in 4 attempts")
    told.draft(
        place,
        "rescheduled",
        because="P80 of the end is 13:25 GMT, 85 minutes behind the announced one.",
        needed_by=place.clock.now() + timedelta(minutes=20),
        forecast_end=OPENED + timedelta(hours=4, minutes=25),
        content={"cause": "The load of the meter points takes longer than rehearsed."},
    )
