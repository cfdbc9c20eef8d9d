"""The one Prefect of all engines: started beside the console, and started again when it ends.

Nobody waits for it but the first engines, and those not for long: without it they carry on.
"""

from __future__ import annotations

from typing import Literal

import httpx

from flows.environment import prefect_home
from flows.server import STOP_DEADLINE, EmbeddedServer
from flows.upkeep.pauses import Pauses
from flows.upkeep.post import Say
from rehearsals.engine.settings import Settings
from runbooks.errors import EngineError

#: Seconds that a start may take, that engines wait for the first one, that one look takes at most,
#: and between looks.
STARTS, AWAITED, ANSWER, EACH = 60.0, 30.0, 1.0, 0.2
Carrier = Literal["prefect", "local"]


class PrefectPost:
    """An embedded server that is kept up; not for use by two threads at once."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self._server = EmbeddedServer(prefect_home(settings))
        self._say = say
        self._pauses = Pauses()
        self._answers = self._first_over = False
        self._began = self._rests_until = self._looked = 0.0
        self._client = httpx.Client(timeout=ANSWER, trust_env=False)

    @property
    def url(self) -> str | None:
        """Where its API is, while it answers."""
        return self._server.api_url if self._answers else None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._server.pid

    @property
    def carrier(self) -> Carrier | None:
        """What engines that begin now are to use; None while they had better wait for it."""
        if self._answers:
            return "prefect"
        return "local" if self._first_over else None

    def look(self, now: float) -> None:
        """Start it if it is not there, and see how it is; takes `ANSWER` seconds at most."""
        if self._server.pid is None:
            if now >= self._rests_until:
                self._launch(now)
        elif not self._server.running:
            self._ended(now, "has ended")
        elif not self._answers and now >= self._looked + EACH:
            self._looked = now
            self._see_whether_it_answers(now)

    def stop(self, *, hurry: bool) -> None:
        """End it: in good order, or at once."""
        if hurry:
            self._server.kill()
        elif not self._server.stop(STOP_DEADLINE):
            self._say("Prefect's server did not end by itself; it was ended by force.")
        self._client.close()
        self._answers = False

    def _launch(self, now: float) -> None:
        self._began = now
        try:
            self._server.launch()
        except EngineError as error:
            self._rest(now, str(error))

    def _see_whether_it_answers(self, now: float) -> None:
        if self._says_it_is_well():
            self._answers = self._first_over = True
            where = self._server.api_url.removesuffix("/api")
            self._say(f"Prefect shows the runs at {where}.")
        elif now > self._began + STARTS:
            self._ended(now, "does not answer")
        elif not self._first_over and now > self._began + AWAITED:
            self._first_over = True
            self._say("Prefect takes long to start; engines that begin now do without it.")

    def _says_it_is_well(self) -> bool:
        try:
            return self._client.get(f"{self._server.api_url}/health").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _ended(self, now: float, how: str) -> None:
        self._answers = False
        self._server.kill()
        self._rest(now, f"Prefect's server {how}; see {self._server.log}.")

    def _rest(self, now: float, why: str) -> None:
        self._first_over = True
        self._pauses = self._pauses.after(now - self._began)
        self._rests_until = now + self._pauses.seconds
        self._say(
            f"{why} Engines go on without it, and nothing is lost; it is started again in "
            f"{self._pauses.seconds:.0f} s."
        )
