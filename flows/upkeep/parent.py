"""A child process that ends in good order when it is told to, and when its parent is gone.

Its standard input is a pipe that nobody writes to, and closes with the parent, however that ends.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

#: Exit codes of children: the run is driven or played by somebody else; it was told to stop.
HELD, STOPPED = 75, 130
#: Seconds that a child without a parent has to end in good order.
LAST = 90.0


def ending_with_parent() -> None:
    """From now on SIGINT, SIGTERM and the end of the parent are Ctrl-C; main thread only.

    Also for a child that was born deaf to SIGINT, as a script's background processes are.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    threading.Thread(target=_await_end_of_parent, name="callboard-parent", daemon=True).start()


def _await_end_of_parent() -> None:
    os.read(sys.stdin.fileno(), 1)  # not through the buffer: its lock outlives the interpreter
    last = threading.Timer(LAST, os._exit, args=(1,))
    last.daemon = True
    last.start()
    os.kill(os.getpid(), signal.SIGTERM)
