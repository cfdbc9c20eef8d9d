"""The environment that Prefect sees: a home of Callboard's own, and never the user's profile.

Prefect reads its settings when it is first imported and keeps them. So this module imports no
Prefect at its top: `prefect_environment` sets the variables first, and has a Prefect that is
already there read them again.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rehearsals.engine.settings import (
    PASSWORD,
    PROVIDER_SECRET,
    SENDING_SECRETS,
    TOKEN,
    Settings,
)
from rehearsals.files import make_private

#: Prefect's server takes in 35 task runs a second one at a time, and 120 in batches. Flush
#: intervals are seconds; the recorder cuts them to whole ones, and nought would spin.
_BATCHES = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
}
#: Seconds that a Prefect that has fallen silent may hold up the end of a run, each time that
#: something is asked of it. Also the most that its emitter of events has to end.
PATIENCE = 5.0
_PATIENCE = "CALLBOARD_PREFECT_PATIENCE"
#: Seconds that the emitter has at most: by then all that counts has arrived.
_EMITTER = 3.0
_SILENCE = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}


def prefect_home(settings: Settings) -> Path:
    """Where the embedded Prefect keeps its database and logs."""
    return settings.home / "prefect"


def server_environment(base: Mapping[str, str], home: Path, api_url: str) -> dict[str, str]:
    """The environment of the embedded server, and of what talks to it.

    Every Prefect variable of `base` is dropped, or the user's database would be ours; and what a
    person acts by or notices are sent by, which a server has no use for.
    """
    secret = (TOKEN, PASSWORD, PROVIDER_SECRET, *SENDING_SECRETS)
    kept = {
        name: value
        for name, value in base.items()
        if not name.startswith("PREFECT_") and name not in secret
    }
    return (
        kept
        | _BATCHES
        | _SILENCE
        | {
            "PREFECT_HOME": str(home),
            "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
            "PREFECT_API_URL": api_url,
            # None of Prefect's block types is used; entering them all costs half a second.
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
        }
    )


def run_environment(
    base: Mapping[str, str], settings: Settings, api_url: str, patience: float = PATIENCE
) -> dict[str, str]:
    """The environment of a process that runs the flow: its server, its logs, its settings.

    With the operator's own server the operator's Prefect settings stay, but for the logging.
    `patience` is in seconds: see `PATIENCE`.
    """
    home = prefect_home(settings)
    own = settings.prefect_api_url is not None
    env = dict(base) if own else _own_server(base, home, api_url, patience)
    return env | {
        _PATIENCE: str(patience),
        "PREFECT_API_URL": api_url,
        "PREFECT_LOGGING_SETTINGS_PATH": str(home / "logging.json"),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "CALLBOARD_HOME": str(settings.home),
        "CALLBOARD_ALLOW_SHELL": "1" if settings.allow_shell else "0",
    }


def patience_from(environ: Mapping[str, str]) -> float:
    """The patience that `run_environment` wrote down, in seconds; without it, `PATIENCE`."""
    return float(environ.get(_PATIENCE, PATIENCE))


def _own_server(
    base: Mapping[str, str], home: Path, api_url: str, patience: float
) -> dict[str, str]:
    """A server on this machine is there or gone: seconds of trying, not minutes.

    An engine sends notices too.
    """
    # Prefect's client rests 2, 4, 8 ... seconds between attempts: as many as fit.
    retries = int(math.log2(patience + 2)) - 1
    sends = {name: base[name] for name in SENDING_SECRETS if name in base}
    return (
        server_environment(base, home, api_url)
        | sends
        | {"PREFECT_CLIENT_MAX_RETRIES": str(retries)}
    )


def logging_config(log: Path) -> dict[str, Any]:
    """A `logging` configuration that writes what Prefect says to a file, and nothing elsewhere."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {
            "file": {
                "class": "logging.FileHandler",
                "filename": str(log),
                "delay": True,
                "encoding": "utf-8",
                "formatter": "line",
            }
        },
        "loggers": {
            name: {"level": "WARNING", "handlers": ["file"], "propagate": False}
            for name in ("prefect", "prefect._internal", "prefect.extra", "EventsWorker")
        },
    }


def write_logging_config(settings: Settings) -> None:
    """Write the file that `PREFECT_LOGGING_SETTINGS_PATH` names (JSON is YAML)."""
    home = prefect_home(settings)
    make_private(settings.home)
    make_private(home)
    config = json.dumps(logging_config(home / "prefect.log"), indent=2)
    # Prefect substitutes `$NAME` in this file.
    (home / "logging.json").write_text(config.replace("$", "$$"), encoding="utf-8")


@contextmanager
def prefect_environment(
    settings: Settings, api_url: str, patience: float = PATIENCE
) -> Iterator[None]:
    """Run what is inside with Prefect pointed at a server; put everything back afterwards."""
    before = dict(os.environ)
    write_logging_config(settings)
    emitter = min(patience, _EMITTER)
    _become(run_environment(before, settings, api_url, patience), emitter)
    try:
        yield
    finally:
        _become(before, emitter)


def _become(env: Mapping[str, str], emitter: float) -> None:
    _end_emitter(emitter)
    for name in set(os.environ) - set(env):
        del os.environ[name]
    os.environ.update(env)
    if "prefect.main" in sys.modules:
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()


def _end_emitter(seconds: float) -> None:
    """End Prefect's emitter of events, if there is one: it would keep to its first server."""
    if "prefect.events.worker" in sys.modules:
        from prefect.events.worker import EventsWorker

        EventsWorker.drain_all(timeout=seconds, at_exit=False)
