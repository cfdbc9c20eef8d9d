"""Plays a run: starts what it needs, goes on without Prefect if it must, and stops in good order.

The order of stopping: the engine, its jobs, the mirror once Prefect holds everything, the flow
run, and then the server. How it ended is read from the journal, whatever Prefect says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Literal

import httpx

from flows.announcing import JournalAnnouncements
from flows.environment import PATIENCE, prefect_environment, prefect_home
from flows.server import EmbeddedServer
from flows.wiring import CALL, Call, drive, opened_journal, status
from rehearsals.engine.local import LocalExecutor
from rehearsals.engine.settings import Settings
from runbooks.errors import EngineError

#: Seconds that a server of the operator's own has to answer.
ANSWER = 5.0


def play(
    settings: Settings,
    run_id: str,
    *,
    executor: Literal["prefect", "local"],
    say: Callable[[str], None],
    patience: float = PATIENCE,
) -> str:
    """Drive a run to its end or until Ctrl-C; how it ended, as `flows.wiring.status` says it.

    `patience` is how many seconds a Prefect that has fallen silent may hold up the end, each time.
    Raises LeaseHeld if another engine drives it, and JournalError.
    """
    # After Ctrl-C the journal says that the run is open; whoever called tells the person.
    with suppress(KeyboardInterrupt):
        if executor == "local" or not _play_on_prefect(settings, run_id, say, patience):
            _play_locally(settings, run_id)
    with opened_journal(settings) as journal:
        return status(journal, run_id)


def _play_locally(settings: Settings, run_id: str) -> None:
    with opened_journal(settings) as journal:
        drive(settings, journal, run_id, LocalExecutor(settings, JournalAnnouncements(journal)))


def _play_on_prefect(
    settings: Settings, run_id: str, say: Callable[[str], None], patience: float
) -> bool:
    """Whether the run was driven on Prefect; if not, nothing has happened yet."""
    try:
        with _prefect(settings, say, patience):
            call = Call()
            _call_flow(run_id, call, say)
    except EngineError as error:
        say(f"{error} Going on without Prefect.")
        return False
    if call.error is not None:
        raise call.error
    return call.began


def _call_flow(run_id: str, call: Call, say: Callable[[str], None]) -> None:
    from flows.rehearse import rehearse

    _hurry_emitter()
    token = CALL.set(call)
    try:
        rehearse(run_id, return_state=True)
    except Exception as error:  # noqa: BLE001 - the journal says how the run ended, not Prefect
        carries_on = "The journal is complete." if call.began else "Going on without Prefect."
        say(f"Prefect failed ({type(error).__name__}). {carries_on}")
    finally:
        CALL.reset(token)
        if call.drain is not None and (said := call.drain()):
            say(said)


def _hurry_emitter() -> None:
    """Have Prefect give up an event at once if its server is gone, not after seven seconds each.

    The mirror fills in what that loses.
    """
    from prefect.events.clients import PrefectEventsClient
    from prefect.events.worker import EventsWorker

    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=2)


@contextmanager
def _prefect(settings: Settings, say: Callable[[str], None], patience: float) -> Iterator[None]:
    """Prefect pointed at the operator's server, or at one that is started and stopped here."""
    url = settings.prefect_api_url
    if url is not None:
        _check_answers(url)
        with prefect_environment(settings, url, patience):
            yield
        return
    server = EmbeddedServer(prefect_home(settings))
    server.launch()
    try:
        if server.home != prefect_home(settings):
            say(f"Another run is being played here; Prefect shows this one under {server.home}.")
        with prefect_environment(settings, server.api_url, patience):
            import_module("flows.rehearse")  # takes a second or two, and the server several
            server.wait()
            yield
    finally:
        server.stop()


def _check_answers(url: str) -> None:
    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=ANSWER).raise_for_status()
    except httpx.HTTPError as error:
        raise EngineError(
            f"Prefect does not answer at {url} ({type(error).__name__}).",
            hint="Check PREFECT_API_URL.",
        ) from error
