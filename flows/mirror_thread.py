"""The mirror in a thread of its own, so that a slow or dead Prefect never holds up a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from time import monotonic
from typing import TypeVar
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.logging import get_logger
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.environment import PATIENCE
from flows.mirror import NAME, Mirror
from flows.prefect_view import PrefectView
from flows.wiring import opened_journal
from rehearsals.engine.settings import Settings

#: Seconds: between two steps (so that showing a busy run does not compete with it), the longest
#: rest, the longest rest while Prefect does not answer, between looks at the end, for one request.
PACE, REST, LONGEST_REST, LOOK, REQUEST = 2.0, 5.0, 30.0, 0.2, 10.0
#: Seconds that a Prefect that answers has, at the end, to take in what it was told.
DRAIN = 60.0
GONE = "Prefect no longer answers; what it shows of this run is not complete. The journal is."

_Result = TypeVar("_Result")


class MirrorThread:
    """A follower that only rings a bell; the thread does the work, and tries again later."""

    name = NAME

    def __init__(
        self,
        settings: Settings,
        run: str,
        flow_run_id: UUID,
        *,
        carried: Callable[[str, int], bool],
        patience: float = PATIENCE,
    ) -> None:
        """The thread starts with the first step: by then the engine holds the run.

        `patience` is how many seconds, at the end, a Prefect that does not answer is waited for.
        """
        self._settings, self._run, self._flow_run_id = settings, run, flow_run_id
        self._carried, self._patience = carried, patience
        self._bell = Event()
        self._over = Event()
        self._until = 0.0
        self._failing = False
        self._said: str | None = None
        self._thread = Thread(target=self._follow, name="callboard-mirror", daemon=True)
        self._log = get_logger("callboard.mirror")

    def step(self, now: datetime) -> datetime | None:  # noqa: ARG002 - it keeps no times
        """Ring; returns at once."""
        if self._thread.ident is None:
            self._thread.start()
        self._bell.set()
        return None

    def drain(self, deadline: float = DRAIN) -> str | None:
        """Wait until Prefect holds everything; what it does not hold, after `deadline` seconds."""
        if self._thread.ident is None:
            return None
        self._until = monotonic() + deadline
        self._over.set()
        self._bell.set()
        self._thread.join(deadline + REQUEST)
        if self._thread.is_alive():
            return GONE
        return self._said

    def _follow(self) -> None:
        # Prefect's client would try again for a minute of its own; trying again is done here.
        with (
            temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}),
            get_client({"timeout": REQUEST}, sync_client=True) as client,
            opened_journal(self._settings) as journal,
        ):
            mirror = Mirror(
                run=self._run,
                view=PrefectView(client, self._run, self._flow_run_id),
                journal=journal,
                carried=self._carried,
                report=f"callboard report {self._run}",
            )
            rest = REST
            while not self._over.is_set():
                self._bell.wait(rest)
                self._bell.clear()
                self._over.wait(PACE)
                rest = REST if self._try(mirror.step) else min(rest * 2, LONGEST_REST)
            self._said = self._finish(mirror)

    def _finish(self, mirror: Mirror) -> str | None:
        pause = Event()
        answered = monotonic()
        while monotonic() < self._until:
            done = self._try(mirror.settled)
            if done:
                return None
            if done is not None:
                answered = monotonic()
            elif monotonic() > answered + self._patience:
                return GONE
            pause.wait(LOOK)
        lost = self._try(mirror.fill_in)
        if lost is None:
            return GONE
        return (
            f"Prefect did not take in everything in time: {lost} task runs were filled in, "
            f"{mirror.missing_events()} events may be missing. The journal holds all of it."
        )

    def _try(self, what: Callable[[], _Result]) -> _Result | None:
        try:
            result = what()
        except Exception as error:  # noqa: BLE001 - whatever ails Prefect must not reach the run
            if not self._failing:
                self._log.warning("Prefect cannot be shown the run now: %s", error)
            self._failing = True
            return None
        self._failing = False
        return result
