"""The bridge of a live night: it opens the run, starts its processes, and speaks for people.

What people say goes through the command line, as they would type it, with their own token. The
test waits for what the journal says, never for a while.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from dependencies.anchor import anchor
from dependencies.check import load
from dependencies.planner import plan
from rehearsals.core.commands import AnyCommand
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.sql import open_journal
from rehearsals.people.book import guard_of, people_ledger
from tests.acceptance.live.crew_process import REFUSED
from tests.acceptance.live.people import (
    JOSS,
    PASSWORD,
    PEOPLE_FILE,
    given_tokens,
    somebody_who_may,
)
from tests.forked_commands import quick_callboard
from tests.waiting import until

CALLBOARD = str(Path(sys.executable).with_name("callboard"))
#: Seconds of real time after which something that must happen has not.
PATIENCE = 60.0
SEED = 7
#: Real time that the processes have to start.
SITTING_DOWN = timedelta(seconds=4)


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


class Bridge:
    """One live run of M10, from gate to gate, on a clock that makes it last seconds."""

    def __init__(self, home: Path, run: str, *, from_gate: str, to_gate: str, factor: int) -> None:
        self.home, self.run = home, run
        self._processes: list[subprocess.Popen[str]] = []
        self._outputs: list[IO[str]] = []
        self._now = SystemClock().now
        self.tokens: Mapping[str, str] = {}
        self.ok("", "user", "import", PEOPLE_FILE)
        self.journal = open_journal(home / "journal.sqlite")
        self.tokens = given_tokens(self.journal)
        self.desk = Desk(self.journal, self._now)
        placed = anchor(load("m10"), None, from_gate, to_gate)
        self.book = placed.runbook
        opening = Opening(
            run=run,
            runbook=placed.runbook,
            scope=placed.scope,
            mode="live",
            factor=factor,
            trial=True,
            open_outages=placed.open_outages,
            attendance=dict.fromkeys(placed.runbook.parties, "required"),
        )
        starts = plan(placed.runbook, placed.scope).start
        # The clock starts once everybody is at their desks.
        opened = open_run(
            opening, now=starts, actor=JOSS, channel="test", real_now=self._now() + SITTING_DOWN
        )
        self.desk.open(opened, run)

    @property
    def state(self) -> RunState:
        """How the run stands."""
        return self.desk.state(self.run)

    def start_engine(self) -> None:
        """The engine, as the manager starts it."""
        self._start(
            [CALLBOARD, "resume", self.run, "--executor", "local"],
            {"CALLBOARD_TOKEN": self.tokens[JOSS]},
        )

    def start_crew(self, *parties: str, leave: Collection[str] = ()) -> None:
        """Simulated people of some parties, in a process of their own."""
        wanted = {"run": self.run, "parties": parties, "leave": [*leave], "seed": SEED}
        module = "tests.acceptance.live.crew_process"
        self._start([sys.executable, "-m", module, json.dumps(wanted)], {})

    def until(self, what: str, condition: Callable[[RunState], object]) -> RunState:
        """Wait until the run stands so."""
        until(lambda: condition(self.state), seconds=PATIENCE, what=what)
        return self.state

    def says(self, person: str, *words: str) -> Said:
        """What somebody types, with their token and password."""
        secrets = {"CALLBOARD_TOKEN": self.tokens[person]} if person in self.tokens else {}
        done = subprocess.run(
            [quick_callboard(), *words],
            env=self._environ({"CALLBOARD_PASSWORD": PASSWORD} | secrets),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert "Traceback" not in done.stderr
        return Said(code=done.returncode, out=done.stdout, err=done.stderr)

    def ok(self, person: str, *words: str) -> str:
        """The answer to what somebody types; it must be taken."""
        said = self.says(person, *words)
        assert said.code == 0, f"{' '.join(words)}: {said.err}"
        return said.out

    def refused(self, person: str, *words: str) -> str:
        """Why what somebody types is not taken."""
        said = self.says(person, *words)
        assert said.code == 1, f"{' '.join(words)}: {said.out}"
        return said.err

    def enters(self, *commands: AnyCommand) -> None:
        """What others say at desks of their own, under the name of the first who may."""
        ledger = people_ledger(self.journal, self._now)
        voice = somebody_who_may(ledger.state, self._now)
        guarded = Desk(self.journal, self._now, guard=guard_of(self.journal, self._now))
        for command in commands:
            guarded.submit(self.run, voice(self.state, command))

    def now(self) -> datetime:
        """What time it is in the run."""
        return self.desk.now_in(self.run)

    def board(self) -> dict[str, Any]:
        """The board as data, as the manager sees it."""
        return dict(self.says(JOSS, "show", self.run, "--json").data)

    def refusals_of_crews(self) -> list[str]:
        """What the crews were refused for other reasons than that it was not yet time."""
        lines: list[str] = []
        for output in self._outputs:
            output.seek(0)
            lines += [line for line in output.read().splitlines() if line.startswith(REFUSED)]
        return lines

    def wait_for_processes(self) -> list[int]:
        """Their exit codes, once all have ended by themselves."""
        return [process.wait(timeout=PATIENCE) for process in self._processes]

    def close(self) -> None:
        """End what is still there."""
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
        for process in self._processes:
            process.wait(timeout=PATIENCE)
        for output in self._outputs:
            output.close()
        self.journal.close()

    def _start(self, command: Sequence[str], environ: dict[str, str]) -> None:
        output = TemporaryFile("w+")  # noqa: SIM115 - closed with the bridge
        self._outputs.append(output)
        self._processes.append(
            subprocess.Popen(
                command,
                env=self._environ(environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )

    def _environ(self, more: dict[str, str]) -> dict[str, str]:
        return os.environ | {"CALLBOARD_HOME": str(self.home), "COLUMNS": "100"} | more
