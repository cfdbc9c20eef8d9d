"""The process of one engine that is kept up: `python -m flows.upkeep.engine_process RUN EXECUTOR`.

What it says goes to its log. It ends with the run, when it is told to, and with its parent.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Literal, get_args

from flows.supervisor import play
from flows.upkeep.parent import HELD, STOPPED, ending_with_parent
from rehearsals.engine.settings import settings_from
from runbooks.clocktime import rfc3339
from runbooks.errors import CallboardError, LeaseHeld

Carrier = Literal["prefect", "local"]


def say(line: str) -> None:
    """Write a line to the log, with the time in UTC."""
    sys.stdout.write(f"{rfc3339(datetime.now(UTC))} {line}\n")
    sys.stdout.flush()


def main(run: str, executor: Carrier) -> int:
    """Drive a run; the exit code says whether to start again."""
    say(f"Run {run}: an engine begins ({executor}).")
    try:
        ended = play(settings_from(), run, executor=executor, say=say)
    except LeaseHeld as error:
        say(str(error))
        return HELD
    except KeyboardInterrupt:
        ended = "interrupted"
    except CallboardError as error:
        say(str(error))
        return 1
    say(f"Run {run}: the engine ends; the run is {ended.replace('_', ' ')}.")
    return STOPPED if ended == "interrupted" else 0


if __name__ == "__main__":
    ending_with_parent()
    (carrier,) = (one for one in get_args(Carrier) if one == sys.argv[2])
    sys.exit(main(sys.argv[1], carrier))
