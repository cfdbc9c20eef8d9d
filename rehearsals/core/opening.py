"""Opening a run: the first fact of its journal, which carries the runbook it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rehearsals.core.events import Attendance, Fact, Mode, RunOpened
from runbooks.clocktime import rfc3339
from runbooks.errors import JournalError
from runbooks.model import Runbook
from runbooks.writer import to_data

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
#: Words that stand for a run elsewhere.
_RESERVED = {"latest"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What a run is opened with."""

    run: str
    #: Anchored to the run's dates, whole; the scope says what of it is run.
    runbook: Runbook
    scope: tuple[str, ...]
    mode: Mode = "rehearsal"
    seed: int | None = None
    #: Run on a virtual clock that starts at the opening.
    virtual: bool = False
    anchor: Mapping[str, Any] | None = None
    open_outages: tuple[str, ...] = ()
    attendance: Mapping[str, Attendance] = field(default_factory=dict)


def open_run(opening: Opening, *, now: datetime, actor: str, channel: str) -> Fact:
    """The fact that opens a run; raises JournalError for a run id that is not a plain name."""
    if not _RUN_ID.fullmatch(opening.run) or opening.run.lower() in _RESERVED:
        raise JournalError(
            f"{opening.run!r} cannot name a run.",
            hint="Use up to 40 letters, digits, dots and dashes, such as DR1.",
        )
    event = RunOpened(
        run=opening.run,
        mode=opening.mode,
        runbook=to_data(opening.runbook),
        scope=opening.scope,
        clock={"kind": "virtual" if opening.virtual else "system", "epoch": rfc3339(now)},
        seed=opening.seed,
        anchor=dict(opening.anchor) if opening.anchor else None,
        open_outages=opening.open_outages,
        attendance=dict(opening.attendance),
    )
    return Fact(
        event=event,
        at=now,
        recorded_at=now,
        actor=actor,
        channel=channel,
        command=f"open:{opening.run}",
    )
