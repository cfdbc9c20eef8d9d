"""How soon there is a new forecast after an event: M10 in the middle of its weekend.

A recorded night is written to a journal up to its middle; then event after event is appended by one
connection and read by another. Timed is from the journal to the answer: reading and folding the
event, the plan of the rest, 10,000 trials with every gate, outage and deadline, and until when the
run can turn back.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.export import read_export_file
from rehearsals.journal.port import Journal, Recorded
from rehearsals.journal.sql import open_journal
from rehearsals.names import run_stream
from rehearsals.outlook.outlook import Outlook, outlook
from runbooks.clocktime import from_rfc3339

NIGHT = Path(__file__).parents[1] / "tests" / "recorded" / "m10-seed-7.jsonl"
EVENTS, WARM, TRIALS = 60, 3, 10_000
#: Seconds that it should take; printed, since machines differ.
AIM = 0.020


def main() -> int:
    """Measure and print, with how the time is spent."""
    night = list(read_export_file(NIGHT))
    run = night[0].stream.removeprefix(run_stream(""))
    middle = len(night) // 2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        with closing(open_journal(path)) as writer, closing(open_journal(path)) as reader:
            desk = Desk(reader, SystemClock().now)
            _append(writer, night[:middle])
            desk.state(run)
            for one in night[middle : middle + WARM]:
                _answer(writer, desk, run, one)
            took = [
                _answer(writer, desk, run, one)
                for one in night[middle + WARM : middle + WARM + EVENTS]
            ]
    whole = [read + looked for read, looked in took]
    half, late = median(whole), quantiles(whole, n=20)[-1]
    sys.stdout.write(
        f"M10 forecast anew after one event, {TRIALS:,} trials, journal to answer: median "
        f"{half * 1000:.1f} ms, p95 {late * 1000:.1f} ms over {len(whole)} events (reading and "
        f"folding {median(read for read, _ in took) * 1000:.1f} ms); aim {AIM * 1000:.0f} ms, "
        f"ratio {half / AIM:.2f}\n"
    )
    return 0


def _append(writer: Journal, entries: Sequence[Recorded]) -> None:
    stream = entries[0].stream
    writer.append(stream, entries[0].seq - 1, [one.entry for one in entries])


def _answer(writer: Journal, desk: Desk, run: str, one: Recorded) -> tuple[float, float]:
    """Seconds from an event in the journal to its state, and on to the figures."""
    _append(writer, [one])
    start = perf_counter()
    state = desk.state(run)
    folded = perf_counter()
    _figures(outlook(state, from_rfc3339(one.entry.recorded_at), trials=TRIALS))
    return folded - start, perf_counter() - folded


def _figures(looked: Outlook) -> None:
    """Have the forecast and the way back worked out; until when to decide is asked of a gate."""
    if looked.forecast.trials != TRIALS or looked.turning.now is None:
        raise SystemExit("This is no forecast of a night that can still turn back.")


if __name__ == "__main__":
    sys.exit(main())
