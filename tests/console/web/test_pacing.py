"""How often personal pages are told to fetch themselves again, and what that costs."""

from __future__ import annotations

import asyncio
from functools import partial
from math import inf

import pytest

from console.web.live.channel import FEED, TICK, Shown, Topic
from console.web.live.hub import Hub
from console.web.live.pacing import LONGEST, SHORTEST, Costs, Pacing
from console.web.live.refetches import HEADER, Work
from rehearsals.journal.memory import MemoryJournal
from tests.console.web.place import Place


def paced(cost: float = 0.0) -> Pacing:
    """The pace of runs of which a page costs so many seconds."""
    return Pacing(lambda _run: cost)


def test_the_first_event_is_told_at_once() -> None:
    """Nobody waits after a quiet time."""
    assert paced().seq("DR1", 2, shown=1, streams=1, now=0.0) == 2


def test_what_comes_too_soon_is_told_when_it_is_due() -> None:
    """The newest event then stands for all that were held back."""
    pacing = paced()
    pacing.seq("DR1", 2, shown=1, streams=1, now=10.0)

    for seq in (3, 4):
        pacing.begin({"DR1"})
        assert pacing.seq("DR1", seq, shown=2, streams=1, now=10.1) == 2
        assert pacing.due == 10.0 + SHORTEST

    pacing.begin({"DR1"})
    assert pacing.seq("DR1", 4, shown=2, streams=1, now=10.0 + SHORTEST) == 4
    assert pacing.due == inf


def test_pages_that_cost_much_are_told_more_rarely() -> None:
    """All of them together take a quarter of the time."""
    assert paced(0.2).space("DR1", 30) == 24.0
    assert paced(0.001).space("DR1", 3) == SHORTEST
    assert paced(20.0).space("DR1", 300) == LONGEST


def test_a_run_that_nobody_follows_is_forgotten() -> None:
    """Whoever opens a page of it again is told at once."""
    pacing = paced(1.0)
    pacing.seq("DR1", 2, shown=1, streams=1, now=10.0)
    pacing.begin(set())

    assert pacing.seq("DR1", 3, shown=2, streams=1, now=10.1) == 3


def test_a_page_never_goes_back_to_an_older_event() -> None:
    """One that was opened meanwhile has seen more than was told."""
    pacing = paced(1.0)
    pacing.seq("DR1", 2, shown=1, streams=1, now=10.0)

    assert pacing.seq("DR1", 6, shown=5, streams=1, now=10.1) == 5


def test_the_cost_is_a_mean_that_follows() -> None:
    """One slow answer is not what all cost."""
    costs = Costs()
    for seconds in (1.0, 2.0):
        costs.note("DR1", seconds)

    assert costs.of("DR1") == pytest.approx(1.2)
    assert costs.of("DR2") == 0.0


def test_pages_answered_at_once_share_the_time() -> None:
    """Two that take four seconds together have cost two each, not four."""
    now = 0.0
    work = Work(lambda: now)
    first = work.begin()
    second = work.begin()
    now = 4.0
    assert work.end(first) == 2.0
    now = 5.0
    assert work.end(second) == 3.0


def test_a_page_that_fetches_itself_is_noted(place: Place) -> None:
    """Of the run that it follows; whoever just opens it tells nothing."""
    run = place.opened()
    vic = place.signed_in("vic")
    vic.get(f"/runs/{run}/plan")
    assert place.house.hub.costs.of(run) == 0.0

    vic.get(f"/runs/{run}/plan", headers={HEADER: "1"})

    assert place.house.hub.costs.of(run) > 0.0


@pytest.mark.parametrize(("page", "told"), [(TICK, 2), (FEED, 3)])
def test_the_hub_holds_ticks_of_pages_back_and_of_programs_not(page: str, told: int) -> None:
    """The time goes on as ever, and what is held back is due later."""
    topic = Topic(run="DR1", page=page)
    hub = Hub(MemoryJournal())

    async def play() -> bytes:
        stream = hub.join(topic, 1, _shown(1))
        hub._loop = asyncio.get_running_loop()
        for seq in (2, 3):
            hub._render_all(partial(_rendered, seq), 10.0)
            await asyncio.sleep(0)
        stream.end(b"")
        return b"".join([frames async for frames in stream.frames()])

    sent = asyncio.run(play())

    assert b'data: {"seq":2}' in sent
    assert (b'data: {"seq":3}' in sent) == (told == 3)
    assert sent.count(b"event: clock") == 3
    assert hub._channels[topic].shown == _shown(told)


def test_a_loop_that_closes_meanwhile_stops_no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends while the hub is about to send."""
    loop = asyncio.new_event_loop()
    loop.close()
    monkeypatch.setattr(loop, "is_closed", lambda: False)
    hub = Hub(MemoryJournal())
    hub.join(Topic(run="DR1", page=TICK), 1, _shown(1))
    hub._loop = loop

    hub._render_all(lambda _topic: _shown(2), 10.0)


def _shown(seq: int) -> Shown:
    return Shown(seq=seq, regions={}, clock={})


def _rendered(seq: int, _topic: Topic) -> Shown:
    return _shown(seq)
