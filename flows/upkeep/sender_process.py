"""The process that sends notices and is kept up: `python -m flows.upkeep.sender_process`.

It serves the pool of all runs on real time. Others may send beside it: engines, and who runs
`callboard notices send`; a delivery is in one sender's hand at a time.
"""

from __future__ import annotations

import asyncio
import os
import sys
from threading import Event

from flows.sending import send_until
from flows.signals import stopping_on_signals
from flows.upkeep.engine_process import say
from flows.upkeep.parent import STOPPED, ending_with_parent
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import settings_from
from runbooks.errors import CallboardError


def main() -> int:
    """Send until Ctrl-C, SIGTERM or the end of the parent."""
    stop = Event()
    try:
        with stopping_on_signals(stop.set):
            say("The sender of notices begins.")
            asyncio.run(send_until(settings_from(), stop, SystemClock().now, os.environ))
    except KeyboardInterrupt:
        return STOPPED
    except CallboardError as error:
        say(str(error))
        return 1
    say("The sender of notices ends.")
    return STOPPED


if __name__ == "__main__":
    ending_with_parent()
    sys.exit(main())
