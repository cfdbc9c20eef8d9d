"""A person at a terminal, for tests: a data directory, a clock to move, and what was answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.here import Here
from console.main import main
from rehearsals.engine.clock import VirtualClock

#: A Monday in winter, when local time is UTC.
MONDAY = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)

#: A cutover of four tasks, with a gate, an outage, a result, and a task that two parties confirm.
TINY = """\
runbook: tiny
title: A tiny cutover
start: 2026-01-12T09:00
parties:
  si: {name: Systems Integrator}
  sro: {name: Senior Responsible Owner}
  north: {name: North Grid}
  south: {name: South Grid}
systems:
  EES: {name: Electricity Enquiry Service}
groups:
  ldsos: [north, south]
outages:
  OUT-EES:
    system: EES
    opens: {task: T2, at: start}
    closes: {task: T4, at: finish}
    rollback_closes: {task: R1, at: finish}
tasks:
  - id: T1
    title: Prepare
    party: si
    duration: 30m
    results: [{id: mpans, unit: count, expected: 100}]
  - {id: T2, title: Take EES out, party: si, after: [T1], duration: 15m, works_on: [EES], undo: R1}
  - {id: T3, title: Decide, party: sro, after: [T2], duration: 30m}
  - id: T4
    title: Put EES back
    party: si
    after: [T3]
    duration: 15m
    works_on: [EES]
    for_each: ldsos
    undo: R1
    end: true
gates:
  - {id: G1, title: Go live, meeting: T3, decider: sro, criteria: [{id: READY, owner: si}]}
rollback:
  gates: [G1]
  tasks:
    - {id: R1, title: Restore EES, party: si, duration: 10m, works_on: [EES], always: true}
"""
#: Two automated tasks, so that no person is needed; long past on whatever day the tests run.
MACHINES = """\
runbook: machines
title: Nobody needed
start: 2020-01-13T09:00
parties: {si: {name: Systems Integrator}}
tasks:
  - {id: A, title: First, party: si, duration: 1m, run: {wait: {for: 0m}}}
  - {id: B, title: Second, party: si, after: [A], duration: 1m, run: {wait: {for: 0m}}, end: true}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


class Terminal:
    """Runs commands in a directory of its own, at a time of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.clock = VirtualClock(MONDAY)
        self._capsys = capsys
        #: More of the environment, such as a token.
        self.environ: dict[str, str] = {}
        #: What is typed unseen, or comes on standard input, one for each time it is asked for.
        self.typed: list[str] = []

    def __call__(self, *argv: str, now: Callable[[], datetime] | None = None) -> Said:
        """Run a command to its end."""
        here = Here(
            environ={"CALLBOARD_HOME": str(self.home), **self.environ},
            now=now or self.clock.now,
            ask=lambda _prompt: self.typed.pop(0) if self.typed else None,
            read_line=lambda: self.typed.pop(0) if self.typed else "",
        )
        code = main(argv, here)
        captured = self._capsys.readouterr()
        return Said(code=code, out=captured.out, err=captured.err)

    def ok(self, *argv: str) -> str:
        """The output of a command that must succeed."""
        said = self(*argv)
        assert said.code == 0, said.err
        return said.out

    def later(self, minutes: int) -> None:
        """Let time pass."""
        self.clock.leap(self.clock.now() + timedelta(minutes=minutes))

    def runbook(self, text: str = TINY, name: str = "tiny.yaml") -> str:
        """The path of a runbook with this text."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def opened(self, run: str = "DR1", text: str = TINY) -> None:
        """Open a run of a runbook, which nobody plays."""
        self.ok("rehearse", self.runbook(text), "--run", run, "--open-only", "--as", "ann")
