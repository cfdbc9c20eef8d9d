"""The arrays of a network: tasks in topological order, their links, hours, windows and facts.

All instants are whole seconds from the plan's zero. The arrays are read by compiled functions only;
`dependencies/network.py` builds them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

I8 = npt.NDArray[np.int8]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]

#: Beyond any date: what no calendar ever reaches, and what nothing limits.
FAR: Final = 1 << 60

#: Kinds of link.
FS: Final = 0
SS: Final = 1
FF: Final = 2
SF: Final = 3

#: How a task stands.
OPEN: Final = 0
RUNNING: Final = 1
OVER: Final = 2

#: Ends of a task.
START: Final = 0
FINISH: Final = 1


class Hours(NamedTuple):
    """The working time of all calendars: spans lie flat, those of calendar `c` from `first[c]`."""

    #: c + 1.
    first: I32
    #: The spans `[opens, closes)`, in order, none empty, none touching the next.
    opens: I64
    closes: I64
    #: Working seconds of the calendar before each span.
    before: I64
    #: By calendar and by slot of `2 ** SLOT_BITS` seconds from `since`: the first span that closes
    #: after the slot begins (an index into `opens`). Looking there makes a search needless.
    slots: npt.NDArray[np.int32]
    #: The instant at which slots begin, one for all calendars.
    since: int


#: A slot is 4,096 seconds long: about as long as the shortest spans that people work.
SLOT_BITS: Final = 12


class Arrays(NamedTuple):
    """A network of `n` tasks, each behind those it waits for, and `m` links."""

    #: n: likely seconds; working seconds where there is a calendar.
    duration: I64
    #: n: nothing lets the task start before: plan's start, now, not-before, fixed time.
    earliest: I64
    #: n + 1; the links of task `i` are `first[i]` up to `first[i + 1]`, as written.
    first: I32
    #: m: the predecessor.
    source: I32
    #: m: FS, SS, FF or SF.
    kind: I8
    #: m: seconds; negative is a lead.
    lag: I64
    #: n: the calendar, or -1 for elapsed time.
    calendar: I32
    hours: Hours
    #: n: the list of windows closed by the clock, or -1.
    closed: I32
    #: w + 1; windows `[closed_from, closed_to)` in order, none touching the next.
    closed_first: I32
    closed_from: I64
    closed_to: I64
    #: n + 1; the outages bound to tasks that hold a task.
    outage_first: I32
    #: The task that opens it (-1: it is open from the beginning) and the end at which it does.
    opener: I32
    opener_end: I8
    #: The task that closes it, and the end at which it does. Both stand before the task held.
    closer: I32
    closer_end: I8
    #: n: OPEN, RUNNING or OVER.
    standing: I8
    #: n: the start as it happened, of what runs or is over.
    began: I64
    #: n: from when the duration of a running task counts: its start, or now for what remains.
    counted_from: I64
    #: n: the finish of what is over; the earliest finish of what runs.
    ended: I64
    #: Whether there is nothing but finish-to-start links and earliest starts.
    plain: bool
