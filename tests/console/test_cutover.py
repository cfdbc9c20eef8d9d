"""`cutover`, and what `rehearse` shares with it: who may open a run, of which plan, after which."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from console.here import Here
from console.main import main
from rehearsals.core import commands as c
from rehearsals.core.events import Condition
from rehearsals.core.opening import open_run
from rehearsals.desk import Desk
from rehearsals.journal.sql import open_journal
from rehearsals.people import asked as a
from rehearsals.people.book import people_ledger
from rehearsals.people.secrets import mint_token
from rehearsals.people.words import Role
from rehearsals.testing import a_gate, a_runbook, a_task, an_opening, asked
from runbooks.model import Runbook
from runbooks.writer import dump
from tests.console.terminal import MONDAY, TINY, Terminal

FIRST = a_runbook(a_task("A", party="sro"), a_task("B", "A"), gates=[a_gate("G", "A")])
SECOND = a_runbook(
    a_task("X"), runbook="second", follows={"runbook": "trial", "approval": "G"}, version="2"
)
OWED = Condition(item="Replay the log", owner="recco", due=MONDAY + timedelta(days=1))


class Bridge:
    """A terminal at which people are known: `mia` manages the cutover, and acts by her token."""

    def __init__(self, callboard: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
        self.callboard = callboard
        self._capsys = capsys
        self.path = callboard.runbook()
        self.token = callboard.folder / "token"
        self._begin("mia", "administrator", "cutover_manager")

    def cutover(self, *argv: str, token: Path | None = None) -> tuple[int, str]:
        """Open a real cutover of the tiny runbook, or of what is named first; what was said."""
        first = argv if argv and not argv[0].startswith("--") else (self.path, *argv)
        by = ("--token-file", str(token or self.token))
        said = self.callboard("cutover", *first, "--open-only", *by)
        return said.code, " ".join((said.out + said.err).split())

    def typed(self, line: str) -> int:
        """Open a real cutover, and type a line when asked; the exit code."""
        here = Here(
            environ={"CALLBOARD_HOME": str(self.callboard.home)},
            now=self.callboard.clock.now,
            read_line=lambda: line,
        )
        argv = ("cutover", self.path, "--open-only", "--token-file", str(self.token))
        code = main(argv, here)
        self._capsys.readouterr()
        return code

    def runs(self) -> list[tuple[str, str]]:
        """The runs there are, with their modes."""
        return [(run["run"], run["mode"]) for run in self.callboard("runs", "--json").data]

    def approved(self, *, live: bool) -> None:
        """A run M10 of the first runbook, live or not, whose gate is passed with a condition."""
        opening = an_opening(FIRST, run="M10", mode="live" if live else "rehearsal")
        sure = {"actor": "sue", "channel": "cli+password"}
        with closing(open_journal(self.callboard.home / "journal.sqlite")) as journal:
            desk = Desk(journal, self.callboard.clock.now)
            desk.open(open_run(opening, now=MONDAY, actor="mia", channel="cli"), "M10")
            desk.submit("M10", asked(c.StartTask, task="A"))
            shown = {"gate": "G", "criterion": "READY", "evidence": "seen", "met": True}
            desk.submit("M10", asked(c.RecordEvidence, **shown))
            word = {"gate": "G", "decided_by": "sro", "reason": "ready", "conditions": (OWED,)}
            desk.submit("M10", asked(c.DecideGate, **word, outcome="go_with_conditions", **sure))

    def written(self, runbook: Runbook) -> str:
        """The path of a runbook."""
        return self.callboard.runbook(dump(runbook), f"{runbook.runbook}.yaml")

    def added(self, person: str, role: Role) -> Path:
        """Add somebody; the file with the token."""
        self._begin(person, role)
        return self.callboard.folder / f"token-{person}"

    def _begin(self, person: str, *roles: Role) -> None:
        minted = mint_token()
        token = a.NewToken(
            token=minted.id,
            hash=minted.hash,
            scopes=("act", "people", "read"),
            expires_at=MONDAY + timedelta(days=9),
        )
        granted = tuple(a.Granted(role=role) for role in roles)
        with closing(open_journal(self.callboard.home / "journal.sqlite")) as journal:
            ledger = people_ledger(journal, self.callboard.clock.now)
            first = ledger.state().is_empty
            name = {"person": person, "name": person.title(), "organisation": "si"}
            if first:
                ledger.submit(asked(a.AddOrganisation, organisation="si", name="SI"))
            ledger.submit(
                asked(
                    a.AddPerson,
                    **name,
                    roles=granted,
                    first_token=token if first else None,
                    actor="mia",
                )
            )
            if not first:
                ledger.submit(asked(a.IssueToken, person=person, token=token, actor="mia"))
        path = self.token if first else self.callboard.folder / f"token-{person}"
        path.touch(mode=0o600)
        path.write_text(minted.secret, encoding="utf-8")


@pytest.fixture
def bridge(callboard: Terminal, capsys: pytest.CaptureFixture[str]) -> Bridge:
    """A terminal at which a cutover manager is known."""
    return Bridge(callboard, capsys)


def test_a_cutover_is_a_live_run(bridge: Bridge) -> None:
    """Under the runbook's name, and then a number."""
    code, words = bridge.cutover("--yes")
    assert code == 0
    assert "Run TINY: live of tiny" in words
    bridge.cutover("--yes")
    assert bridge.runs() == [("TINY", "live"), ("TINY-2", "live")]


def test_a_cutover_names_who_has_no_password_yet(bridge: Bridge) -> None:
    """Before it is opened; it is opened all the same. A rehearsal needs none."""
    bridge.added("rob", "rehearsal_controller")
    code, words = bridge.cutover("--yes")
    assert code == 0
    assert "these have none: Mia. Invite them" in words
    with closing(open_journal(bridge.callboard.home / "journal.sqlite")) as journal:
        ledger = people_ledger(journal, bridge.callboard.clock.now)
        ledger.submit(asked(a.SetPassword, person="mia", hash="$argon2id$x", actor="mia"))
    assert "have none" not in bridge.cutover("--yes")[1]


def test_a_cutover_asks_for_the_name_of_the_run(bridge: Bridge) -> None:
    """Nobody opens it by a slip of the hand."""
    assert bridge.typed("yes") == 1
    assert bridge.runs() == []
    assert bridge.typed("TINY") == 0
    assert bridge.runs() == [("TINY", "live")]


def test_without_people_there_is_no_cutover(callboard: Terminal) -> None:
    """The machine's user may rehearse; a live run needs people who are known."""
    said = callboard("cutover", callboard.runbook(), "--open-only", "--yes")
    assert said.code == 1
    assert "callboard user" in said.err


def test_only_a_cutover_manager_opens_a_cutover(bridge: Bridge) -> None:
    """Whoever may rehearse may not do that."""
    token = bridge.added("rob", "rehearsal_controller")
    code, words = bridge.cutover("--yes", token=token)
    assert code == 1
    assert "Rob may not open or resume a live run" in words


def test_a_frozen_plan_is_run_as_it_was_frozen(bridge: Bridge) -> None:
    """Another needs an approved change; the refusal says how to ask, and is journalled."""
    by = ("--token-file", str(bridge.token))
    decision = ("--by", "sro", "--forum", "PSG", "--reason", "rehearsed")
    bridge.callboard.ok("freeze", bridge.path, *decision, *by)
    longer = bridge.callboard.runbook(TINY.replace("duration: 10m", "duration: 20m"), "longer.yaml")
    code, words = bridge.cutover(longer, "--yes")
    assert code == 1
    assert "tiny is frozen" in words
    assert "callboard change request" in words
    assert bridge.cutover("--yes")[0] == 0


def test_a_cutover_waits_for_the_approval_of_the_one_before(bridge: Bridge) -> None:
    """M11 cannot start without M10's approval, of a live run."""
    second = bridge.written(SECOND)
    code, words = bridge.cutover(second, "--yes")
    assert code == 1
    assert "gate G of a live run of trial" in words
    bridge.approved(live=False)
    assert "Run M10 is a rehearsal" in bridge.cutover(second, "--yes", "--follows", "M10")[1]


def test_a_cutover_takes_over_what_the_one_before_left_open(bridge: Bridge) -> None:
    """Its conditions come along under the name they had."""
    bridge.approved(live=True)
    code, words = bridge.cutover(bridge.written(SECOND), "--yes", "--follows", "M10")
    assert code == 0
    assert "Follows run M10, whose gate G was passed on Mon 12 Jan 2026" in words
    assert "It comes with what is open there: 1 condition." in words
    with closing(open_journal(bridge.callboard.home / "journal.sqlite")) as journal:
        assert list(Desk(journal, lambda: MONDAY).state("SECOND").items) == ["M10/G-1-C1"]


def test_a_rehearsal_may_follow_a_rehearsal(callboard: Terminal) -> None:
    """Both runbooks are rehearsed as one plan, or the second alone."""
    second = callboard.runbook(dump(SECOND), "second.yaml")
    callboard.ok("rehearse", second, "--open-only", "--run", "ALONE")
    callboard.ok("rehearse", callboard.runbook(dump(FIRST), "first.yaml"), "--open-only")
    said = callboard("rehearse", second, "--open-only", "--follows", "DR1")
    assert said.code == 1
    assert "has not been decided" in said.err


def test_a_runbook_that_follows_nothing_follows_no_run(callboard: Terminal) -> None:
    """An option that would be passed over in silence is a mistake."""
    callboard.opened()
    said = callboard("rehearse", callboard.runbook(), "--open-only", "--follows", "DR1")
    assert "tiny follows no other runbook" in said.err


def test_a_scaled_rehearsal_begins_where_its_plan_does(callboard: Terminal) -> None:
    """On whatever day; its clock then runs as many times as fast."""
    callboard.later(24 * 60)
    out = callboard.ok("rehearse", callboard.runbook(), "--scale", "60", "--open-only")
    assert "Opened Mon 12 Jan 2026 09:00 GMT" in out
    assert "60 times as fast as real time" in out
    callboard.later(1)
    assert "Mon 12 Jan 2026 10:00 GMT" in callboard.ok("start", "DR1", "T1")


@pytest.mark.parametrize("scale", ["0", "-1", "1000001", "nan"])
def test_a_clock_that_cannot_run_is_refused(callboard: Terminal, scale: str) -> None:
    """Before anything is opened."""
    said = callboard("rehearse", callboard.runbook(), "--open-only", f"--scale={scale}")
    assert said.code == 1
    assert callboard("runs", "--json").data == []


def test_a_simulation_is_not_scaled(callboard: Terminal) -> None:
    """Its time leaps."""
    said = callboard("rehearse", callboard.runbook(), "--simulate", "--scale", "60")
    assert "Leave out --scale." in said.err
