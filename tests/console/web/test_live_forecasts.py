"""A forecast that was worked out beside the pages reaches those that are open."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from console.foreseen import Foreseen
from console.web.live.channel import TICK, Shown, Topic
from console.web.live.hub import Hub
from console.web.live.pacing import SHORTEST
from console.web.live.rendered import Rendered
from rehearsals.journal.memory import MemoryJournal
from tests.console.web.place import Place

TOPIC = Topic(run="DR1", page=TICK)


def _shown(seq: int, made: int) -> Shown:
    return Shown(seq=seq, regions={}, clock={}, made=made)


def _rendered(shown: Shown, _topic: Topic) -> Shown:
    return shown


def test_pages_are_told_of_a_new_forecast_though_nothing_happened() -> None:
    """They fetch themselves again, as after an event."""
    before, after = _shown(7, 0), _shown(7, 1)

    assert b"event: tick" in after.news(before)
    assert b"event: tick" not in after.news(after)


def test_a_new_forecast_keeps_to_the_pace_of_the_pages() -> None:
    """Told just now of an event, they are told of the forecast when the next is due."""
    hub = Hub(MemoryJournal())
    hub.join(TOPIC, 1, _shown(1, 0), made=0)

    async def play() -> list[Shown | None]:
        hub._loop = asyncio.get_running_loop()
        told = []
        for at, shown in ((10.0, _shown(2, 0)), (10.1, _shown(2, 1)), (10.2, _shown(2, 1))):
            hub._render_all(partial(_rendered, shown), at)
            await asyncio.sleep(0)
            told.append(hub._channels[TOPIC].shown)
        hub._render_all(partial(_rendered, _shown(2, 1)), 10.0 + SHORTEST)
        await asyncio.sleep(0)
        return [*told, hub._channels[TOPIC].shown]

    assert asyncio.run(play()) == [_shown(2, 0), _shown(2, 0), _shown(2, 0), _shown(2, 1)]


@pytest.mark.parametrize(("made", "told"), [(0, True), (1, False), (None, False)])
def test_a_page_that_was_shown_before_a_forecast_is_told_when_it_joins(
    made: int | None, *, told: bool
) -> None:
    """One that shows none does not mind."""
    stream = Hub(MemoryJournal()).join(TOPIC, 7, _shown(7, 1), made)
    stream.end(b"")

    async def sent() -> bytes:
        return b"".join([frames async for frames in stream.frames()])

    assert (b"event: tick" in asyncio.run(sent())) is told


def test_the_hub_renders_again_when_it_is_asked_to() -> None:
    """Once for each time."""
    hub = Hub(MemoryJournal())
    hub._has_changed()
    hub.render_again()

    assert [hub._has_changed(), hub._has_changed()] == [True, False]


def test_a_shared_page_is_rendered_anew_for_a_new_forecast(place: Place) -> None:
    """And once only for the same look with the same one."""
    look, times = place.house.look(place.opened()), []
    first, second = Foreseen(newer=True), Foreseen(seq=1)

    def make(_look: object, foreseen: Foreseen) -> dict[str, str]:
        times.append(foreseen)
        return {}

    rendered = Rendered()
    for foreseen in (first, first, second, second):
        rendered.of("tonight", look, foreseen, make)

    assert times == [first, second]


def test_a_page_says_in_its_stream_after_how_many_forecasts_it_was_made(place: Place) -> None:
    """One that shows none says nothing."""
    run = place.opened()
    vic = place.signed_in("vic")

    plan, journal = (vic.get(f"/runs/{run}/{path}").text for path in ("plan", "journal"))

    assert f'data-live-url="/runs/{run}/live/tick?made=0"' in plan
    assert f'data-live-url="/runs/{run}/live/tick"' in journal
