"""Small nights for what pages foresee: a gate, an outage, a deadline, and a way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console.web.reading import Look
from rehearsals.testing import a_gate, a_runbook, a_task
from runbooks.model import Runbook
from tests.console.web.place import Moment, Place, a_place

#: Every duration is as it is written: dates are those of the plan, chances are 0 or 1.
CERTAIN: Mapping[str, Any] = {"spread": {"low": 1.0, "high": 1.0}}
#: Nobody knows how long A takes.
WIDE = {"low": "10m", "likely": "30m", "high": "2h"}


def a_night(**changes: Any) -> Runbook:
    """A to 09:30, the gate's meeting M from 10:00, B to 11:00, C, which ends the outage, to 11:30.

    C cannot be undone and must be over by 12:00, the old service be back by 18:00. `a` and `c`
    change these tasks.
    """
    a, c = changes.pop("a", {}), changes.pop("c", {})
    return a_runbook(
        a_task("A", works_on=["EES"], **a),
        a_task("M", "A", party="sro", not_before="2026-01-12T10:00"),
        a_task("B", "M", works_on=["EES"]),
        a_task("C", "B", **{"irreversible": True, "not_after": "2026-01-12T12:00", **c}),
        **{
            "gates": [a_gate("G1", "M", title="Go on")],
            "outages": {
                "OUT-EES": {
                    "system": "EES",
                    "opens": {"task": "B", "at": "start"},
                    "closes": {"task": "C", "at": "finish"},
                    "hard_limit": "2h",
                }
            },
            "rollback": {"gates": ["G1"], "tasks": [a_task("R1", undoes=["A"], duration="1h")]},
            "restore_by": "2026-01-12T18:00",
            "forecast": CERTAIN,
            **changes,
        },
    )


def looked(place: Place, book: Runbook | None = None) -> Look:
    """A look at a fresh run of a night, of a fixed seed."""
    return place.house.look(place.opened(book or a_night(), seed=7))


@contextmanager
def a_looked_night(home: Path, book: Runbook | None = None) -> Iterator[tuple[Place, Look]]:
    """A console with such a run."""
    with a_place(home, clock=Moment()) as place:
        yield place, looked(place, book)
