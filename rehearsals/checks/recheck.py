"""Makes the automatic checks of a run again, and records what they found where it is news."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rehearsals.checks.evaluate import evaluate
from rehearsals.checks.found import Found, needs_recording
from rehearsals.core.commands import By, RecordCheck
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.readiness.state import Readiness
from runbooks.checks import Check, HttpAnswers
from runbooks.errors import Refused
from runbooks.gates import Criterion, Gate

#: Asks a server; see `rehearsals.checks.probe`.
Probe = Callable[[HttpAnswers], Found]
#: The fields of a command that say whose it is; each call gives an id of its own.
Sign = Callable[[], By]
#: Which checks are made.
Choose = Callable[[Check], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A check that was made of a criterion of a gate."""

    gate: str
    criterion: str
    found: Found
    #: Whether it was put down in the run; if not, the run knows it already.
    recorded: bool
    #: Why the run would not take it.
    refused: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checker:
    """Makes checks on the runs of a desk; what it is given stays as it was when it was made."""

    desk: Desk
    readiness: Readiness
    probe: Probe
    sign: Sign

    def recheck(
        self,
        run: str,
        *,
        gates: Sequence[str] | None = None,
        among: Sequence[str] | None = None,
        only: Choose = lambda _: True,
    ) -> tuple[Made, ...]:
        """Make the checks of some gates of a run, or of all that are looked at, and record news.

        Looked at are gates that are still to be passed, and passed ones of which a check has
        turned bad, or good again; with `among` only such ones of these gates.
        """
        made = []
        within = among if gates is None else gates
        for gate, criterion in _checked(self.desk.state(run), within, only):
            finding = self._make(run, gate, criterion)
            if gates is not None or self._looked_at(run, gate, criterion, finding):
                made.append(self._record(run, gate, criterion, finding))
        return tuple(made)

    def recheck_open_runs(self, only: Choose) -> dict[str, tuple[Made, ...]]:
        """Make the chosen checks of every open run that people play again; findings by run.

        A run on a virtual clock belongs to the process that drives it.
        """
        made: dict[str, tuple[Made, ...]] = {}
        for run in self.desk.runs():
            state = self.desk.state(run)
            if state.status != "open" or state.clock.get("kind") == "virtual":
                continue
            if any(True for _ in _checked(state, None, only)):
                made[run] = self.recheck(run, only=only)
        return made

    def _make(self, run: str, gate: Gate, criterion: Criterion) -> Found:
        check = criterion.check
        if check is None:
            raise AssertionError("only criteria with a check come here")
        if check.http is not None:
            return self.probe(check.http)
        state, now = self.desk.state(run), self.desk.now()
        finding = evaluate(check, gate.id, state, self.readiness, now)
        if finding is None:
            raise AssertionError("only a check over HTTP looks outside the records")
        return finding

    def _looked_at(self, run: str, gate: Gate, criterion: Criterion, finding: Found) -> bool:
        """Whether the gate is still to be passed, or the check has turned bad or good since."""
        record = self.desk.state(run).gate(gate.id)
        recorded = record.checks.get(criterion.id)
        return not record.passed or (recorded is not None and finding.met != recorded.met)

    def _record(self, run: str, gate: Gate, criterion: Criterion, finding: Found) -> Made:
        recorded = needs_recording(self.desk.state(run), gate, criterion, finding)
        refused = ""
        if recorded:
            try:
                self.desk.submit(run, record_command(gate, criterion, finding, self.sign()))
            except Refused as refusal:
                recorded, refused = False, str(refusal)
        return Made(
            gate=gate.id, criterion=criterion.id, found=finding, recorded=recorded, refused=refused
        )


def reads_returns(check: Check) -> bool:
    """Whether a check looks into the readiness register."""
    return check.returns_complete is not None


def record_command(gate: Gate, criterion: Criterion, finding: Found, by: By) -> RecordCheck:
    """The command that puts a finding down in the run."""
    return RecordCheck(
        gate=gate.id,
        criterion=criterion.id,
        met=finding.met,
        value=finding.value,
        digest=finding.digest,
        looked=finding.looked,
        **by,
    )


def _checked(
    state: RunState, gates: Sequence[str] | None, only: Choose
) -> Iterator[tuple[Gate, Criterion]]:
    for gate in state.runbook.gates:
        if gate.meeting in state.index.tasks and (gates is None or gate.id in gates):
            for criterion in gate.criteria:
                if criterion.check is not None and only(criterion.check):
                    yield gate, criterion
