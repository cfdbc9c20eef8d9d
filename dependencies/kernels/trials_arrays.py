"""What the trials of a forecast read besides the network: how durations are drawn, what is watched.

Instants are 32-bit seconds from the plan's zero, durations too: twice as many trials fit a vector.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dependencies.kernels.arrays import I8, I32

F32 = npt.NDArray[np.float32]
U32 = npt.NDArray[np.uint32]
Key = tuple[np.uint32, np.uint32]
#: 32-bit dates by task and trial, which are handed to what reads the wider dates of a plan too.
Dates = npt.NDArray[Any]

#: Trials are worked out side by side, so many at once. The first half of a block takes the first
#: normal variate of each pair, the second half the second: so draws depend on this number.
LANES: Final = 128
HALF: Final = LANES // 2
#: The low bits of the second word of a counter number the pair; the others belong to the name.
PAIR_BITS: Final = 20
#: 34 years: beyond what any forecast reaches, and what an instant is that does not exist.
BEYOND: Final = 1 << 30
#: A table of a distribution has so many steps between -FURTHEST and FURTHEST.
STEPS: Final = 1024

#: Ends of a task that can be watched, besides START and FINISH: when its links let it go.
READY: Final = 2


class Draws(NamedTuple):
    """How the durations of `n` tasks are drawn, for `p` parties.

    A task's variate is z = common * z of its party + own * z of its own (a Gaussian copula). Its
    duration is `low + low_by * root(z)` up to the cut and `high + high_by * root(-z)` above, with
    the root of the normal distribution function: both branches of a triangular distribution. With
    a table, its value at z takes the root's place.
    """

    #: n: seconds of what is certain; -1 for what is drawn.
    certain: I32
    #: n: the two words that stand for the task's name, the second with room for the pair.
    name: U32
    name_more: U32
    #: n: the row of its party; rows are p and one of zeros.
    party: I32
    common: F32
    own: F32
    #: n: a row of `tables`, or -1.
    table: I32
    cut: F32
    low: F32
    low_by: F32
    high: F32
    high_by: F32
    #: Rows of STEPS + 2 values.
    tables: F32
    #: p: the words of a party's name.
    party_name: U32
    party_more: U32
    task_key: Key
    party_key: Key


class LaneHours(NamedTuple):
    """Working hours for `c` calendars, found without a search; spans end with one at BEYOND.

    A slot holds at most one end of a span, so the span wanted is the slot's or the next one.
    """

    #: c: whether the spans are long enough for slots; others are placed one trial at a time.
    fast: I8
    since: int
    #: c: a slot of time is `2 ** shift` seconds, its slots begin at `slot_first` (c + 1).
    shift: I32
    slot_first: I32
    slots: I32
    #: The same over working seconds.
    work_shift: I32
    work_first: I32
    work_slots: I32
    opens: I32
    closes: I32
    #: Working seconds before and after each span.
    before: I32
    after: I32


class Watch(NamedTuple):
    """What is kept of each trial: `k` rows, the first of which is the finish of all."""

    #: n: the row that keeps when the links let the task go, or -1.
    ready_row: I32
    #: k: the task of a row (-1: of the finish of all), and START, FINISH or READY.
    task: I32
    end: I8
    #: The tasks of which one is the last in every trial.
    last: I32
    #: The rows towards which criticality is counted.
    targets: I32
    #: Of the first so many trials (whole blocks) the starts and finishes of all tasks are kept.
    samples: int


class Lanes(NamedTuple):
    """A block at work: by task and trial, and what is known of the task at hand."""

    #: Tasks by LANES.
    starts: Dates
    finishes: Dates
    #: By trial: when links let the task start, and before when they do not let it end.
    ready: I32
    reach: I32
    seconds: I32
    #: By trial: whether it is placed by itself.
    held: I8
    #: By trial: the variates of the task at hand; by party and trial those of parties.
    normals: F32
    shared: F32
    #: By task and trial: whether it is on the chain at hand; by task: whether in any trial.
    marks: I8
    touched: I8
