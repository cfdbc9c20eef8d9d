"""A process that plays a run on Prefect: `python -m tests.flows.player HOME RUN`."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.supervisor import play
from rehearsals.engine.settings import Settings


def complain(text: str) -> None:
    """Say something on standard error."""
    sys.stderr.write(text)


if __name__ == "__main__":
    settings = Settings(home=Path(sys.argv[1]), allow_shell=True)
    sys.stdout.write(play(settings, sys.argv[2], executor="prefect", say=complain))
