"""Opening a run: the first fact of its journal, which carries the runbook it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rehearsals.clocks import SYSTEM, VIRTUAL, scaled_clock
from rehearsals.core.events import (
    Attendance,
    CarriedItem,
    Communications,
    Fact,
    Mode,
    RunOpened,
)
from rehearsals.core.plan.turning_rules import way_back_at
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
    #: Run on a scaled clock: how many seconds of the run pass in a real one.
    factor: float | None = None
    #: A live run of a test, which alone may keep a clock of its own.
    trial: bool = False
    anchor: Mapping[str, Any] | None = None
    open_outages: tuple[str, ...] = ()
    attendance: Mapping[str, Attendance] = field(default_factory=dict)
    #: None: by the mode.
    communications: Communications | None = None
    #: The run it follows, as `rehearsals.programme.following` gives it, and what that left open.
    follows: Mapping[str, Any] | None = None
    carried: tuple[CarriedItem, ...] = ()
    #: The gate at which simulated people turn the run back, where the way back is rehearsed.
    turn_back_at: str | None = None


def open_run(
    opening: Opening,
    *,
    now: datetime,
    actor: str,
    channel: str,
    real_now: datetime | None = None,
) -> Fact:
    """The fact that opens a run; `now` is the time in the run, which `real_now` may differ from.

    Raises JournalError for a run id that is not a plain name, for a clock that is too fast, for a
    live run on another clock than the machine's, and for one that names no run before it although
    its runbook follows another.
    """
    if not _RUN_ID.fullmatch(opening.run) or opening.run.lower() in _RESERVED:
        raise JournalError(
            f"{opening.run!r} cannot name a run.",
            hint="Use up to 40 letters, digits, dots and dashes, such as DR1.",
        )
    _check_follows(opening)
    _check_turn_back(opening)
    event = RunOpened(
        run=opening.run,
        mode=opening.mode,
        runbook=to_data(opening.runbook),
        scope=opening.scope,
        clock=_clock(opening, now, real_now or now),
        seed=opening.seed,
        anchor=dict(opening.anchor) if opening.anchor else None,
        open_outages=opening.open_outages,
        attendance=dict(opening.attendance),
        communications=opening.communications,
        follows=dict(opening.follows) if opening.follows else None,
        carried=opening.carried,
        turn_back_at=opening.turn_back_at,
    )
    return Fact(
        event=event,
        at=now,
        recorded_at=now,
        actor=actor,
        channel=channel,
        command=f"open:{opening.run}",
    )


def _check_follows(opening: Opening) -> None:
    before = opening.runbook.follows
    if opening.mode == "live" and before is not None and not opening.follows:
        raise JournalError(
            f"{opening.runbook.runbook} follows {before.runbook}, whose gate {before.approval} "
            "lets it begin.",
            hint="Name that run with --follows.",
        )


def _check_turn_back(opening: Opening) -> None:
    """The way back is rehearsed from a gate in scope that has one."""
    if opening.turn_back_at is None:
        return
    gates = [
        gate.id
        for gate in opening.runbook.gates
        if gate.meeting in opening.scope and way_back_at(opening.runbook, gate)
    ]
    if opening.turn_back_at not in gates:
        raise JournalError(
            f"The run cannot be turned back at {opening.turn_back_at!r}.",
            hint=f"It can be at {', '.join(gates) or 'no gate in its scope'}.",
        )


def _clock(opening: Opening, now: datetime, real_now: datetime) -> dict[str, Any]:
    if opening.mode == "live" and (opening.virtual or opening.factor) and not opening.trial:
        raise JournalError(
            f"Run {opening.run} is live; its clock is the real one.",
            hint="Rehearse it to have time go faster.",
        )
    if opening.factor is not None:
        return scaled_clock(now, real_now, opening.factor)
    return {"kind": VIRTUAL if opening.virtual else SYSTEM, "epoch": rfc3339(now)}
