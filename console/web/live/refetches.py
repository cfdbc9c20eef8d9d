"""Notes what it costs to answer personal pages that fetch themselves again after a tick."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.web.live.pacing import Costs

#: The header by which a page says that it fetches itself again.
HEADER = "X-Callboard-Live"


class Work:
    """Divides the time among the pages that are answered at once: each has its share of it."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._underway = 0
        self._at = 0.0
        #: Seconds that a page would have had that was there all the time.
        self._share = 0.0

    def begin(self) -> float:
        """A page begins; what is returned is for `end`."""
        self._go_on(1)
        return self._share

    def end(self, begun: float) -> float:
        """A page is done; the seconds of work that it took."""
        self._go_on(-1)
        return self._share - begun

    def _go_on(self, more: int) -> None:
        now = self._clock()
        if self._underway:
            self._share += (now - self._at) / self._underway
        self._at = now
        self._underway += more


class Refetches:
    """Middleware: measures from the request to the first byte, so that no slow line counts."""

    def __init__(self, app: ASGIApp, costs: Costs) -> None:
        self._app, self._costs, self._work = app, costs, Work()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on as it is."""
        if scope["type"] != "http" or HEADER not in Headers(scope=scope):
            await self._app(scope, receive, send)
            return
        begun: float | None = self._work.begin()

        def done() -> None:
            nonlocal begun
            if begun is not None:
                seconds, begun = self._work.end(begun), None
                # The page says of which run it is, if it follows one by ticks.
                run = scope.get("state", {}).get("ticked_run")
                if run is not None:
                    self._costs.note(run, seconds)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                done()
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            done()
