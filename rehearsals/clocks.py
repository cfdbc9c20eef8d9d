"""The time of a run: what real time is on the clock that the run was opened with.

Pure. A run keeps one of three clocks: `system`, the machine's own; `virtual`, which the process
that simulates the run moves; `scaled`, on which a rehearsal goes faster (or slower) than the night
it rehearses. The clock stands in `RunOpened`, so that all processes agree on the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from runbooks.clocktime import aware, from_rfc3339, rfc3339
from runbooks.errors import JournalError

SYSTEM, VIRTUAL, SCALED = "system", "virtual", "scaled"
#: Run seconds in a real second at most: beyond it a person's keystroke takes more than a day.
FASTEST = 100_000
#: Run times are told in whole milliseconds, like those of the machine's clock.
_MS = timedelta(milliseconds=1)
#: Where a run clock stops that somebody left running for ever.
_END = datetime(9999, 1, 1, tzinfo=UTC)


def scaled_clock(epoch: datetime, real_epoch: datetime, factor: float) -> dict[str, Any]:
    """The clock of a run that is at `epoch` when it is really `real_epoch`; both aware.

    `factor` is how many seconds of the run pass in a real one. Raises JournalError for a factor
    that is not above 0 and at most `FASTEST`.
    """
    return {
        "kind": SCALED,
        "epoch": rfc3339(epoch),
        "real_epoch": rfc3339(real_epoch),
        "factor": _checked(factor),
    }


def run_time(clock: Mapping[str, object], real_now: datetime) -> datetime:
    """What time it is in a run when it is really `real_now` (aware); UTC.

    Raises JournalError for a scaled clock that cannot be read.
    """
    if clock.get("kind") != SCALED:
        return real_now
    epoch, real_epoch, factor = _parts(clock)
    try:
        passed = (aware(real_now) - real_epoch) * factor
        return min(epoch + passed // _MS * _MS, _END)
    except OverflowError:
        return _END


def real_time(clock: Mapping[str, object], run_instant: datetime) -> datetime:
    """The first real instant (UTC, whole milliseconds) at which it is `run_instant` in a run.

    Raises JournalError for a scaled clock that cannot be read.
    """
    if clock.get("kind") != SCALED:
        return run_instant
    epoch, real_epoch, factor = _parts(clock)
    try:
        passed = (aware(run_instant) - epoch) / factor
        return real_epoch - (-passed // _MS) * _MS
    except OverflowError:
        return _END


def speed(clock: Mapping[str, object]) -> float:
    """How many seconds of the run pass in a real one: 1 unless the clock is scaled.

    Raises JournalError for a scaled clock that cannot be read.
    """
    return _parts(clock)[2] if clock.get("kind") == SCALED else 1.0


def _parts(clock: Mapping[str, object]) -> tuple[datetime, datetime, float]:
    try:
        epoch, real_epoch = (from_rfc3339(str(clock[key])) for key in ("epoch", "real_epoch"))
        return epoch, real_epoch, _checked(clock["factor"])
    except (KeyError, ValueError) as error:
        raise JournalError(
            f"The scaled clock of the run cannot be read: {dict(clock)}.",
            hint="Check the journal with `callboard verify`.",
        ) from error


def _checked(factor: object) -> float:
    if isinstance(factor, (int, float)) and isfinite(factor) and 0 < factor <= FASTEST:
        return float(factor)
    raise JournalError(
        f"A clock cannot run {factor} times as fast as real time.",
        hint=f"Use a factor above 0, up to {FASTEST:,}: 60 makes a real minute an hour.",
    )
