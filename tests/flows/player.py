"""A process that plays a run on Prefect: `python -m tests.flows.player RUN PATIENCE`.

Everything else it is told by its environment, as the command line is.
"""

from __future__ import annotations

import os
import subprocess
import sys

from flows.environment import PATIENCE
from flows.supervisor import play
from rehearsals.engine.settings import Settings, settings_from


def a_player(settings: Settings, run: str, *, patience: float = PATIENCE) -> subprocess.Popen[str]:
    """Such a process."""
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    if settings.prefect_api_url is not None:
        env["PREFECT_API_URL"] = settings.prefect_api_url
    return subprocess.Popen(
        [sys.executable, "-m", "tests.flows.player", run, str(patience)],
        env=env | {"CALLBOARD_HOME": str(settings.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _complain(text: str) -> None:
    sys.stderr.write(text)


if __name__ == "__main__":
    run, patience = sys.argv[1:]
    sys.stdout.write(
        play(settings_from(), run, executor="prefect", say=_complain, patience=float(patience))
    )
