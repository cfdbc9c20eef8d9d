"""M10 lived through in live mode, by people at several processes, on a clock that makes it short.

Three nights: one goes forward through all that can go wrong, one is rolled back at the full house
before the point of no return, one is stood down at G4. Engine and crews are processes of their own;
everybody who is named acts through the command line, with a token and a password of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from rehearsals.core import events as e
from rehearsals.core.fact import Entered
from rehearsals.core.state import RunState
from tests.acceptance.live.back import play_rollback, play_stand_down
from tests.acceptance.live.bridge import Bridge
from tests.acceptance.live.forward import play_forward
from tests.acceptance.live.nights import ERDS, MISSING, Seen
from tests.acceptance.live.people import BRAM, JOSS, KIRA, LEO, MINA, ORLA

E = TypeVar("E")

pytestmark = pytest.mark.timeout(600)
#: Nights are mostly waiting, so they are played side by side.
NIGHTS: dict[str, Callable[[Path], tuple[Bridge, Seen]]] = {
    "forward": play_forward,
    "rollback": play_rollback,
    "stand-down": play_stand_down,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """A night that is over, and what was seen in it."""

    bridge: Bridge
    seen: Seen

    @property
    def state(self) -> RunState:
        """How it ended."""
        return self.bridge.state

    def facts(self, kind: type[E], **fields: Any) -> list[Entered[E]]:
        """The facts of a kind, with some values."""
        return [
            cast("Entered[E]", fact)
            for fact in self.bridge.desk.facts(self.bridge.run)
            if isinstance(fact.event, kind)
            and all(getattr(fact.event, key) == value for key, value in fields.items())
        ]

    def report(self) -> tuple[str, dict[str, Any]]:
        """The report as a page and as data, written by whoever may."""
        bridge = self.bridge
        page, data = bridge.home / "report.html", bridge.home / "report.json"
        bridge.ok(JOSS, "report", bridge.run, "--output", str(page), "--json", str(data))
        return page.read_text(), json.loads(data.read_text())


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Night]]:
    """The three nights, over."""
    with ThreadPoolExecutor(len(NIGHTS)) as pool:
        playing = {
            name: pool.submit(play, tmp_path_factory.mktemp(name)) for name, play in NIGHTS.items()
        }
    played = [night.result() for night in playing.values() if night.exception() is None]
    try:
        yield {
            name: Night(bridge=bridge, seen=seen)
            for name, (bridge, seen) in ((n, p.result()) for n, p in playing.items())
        }
    finally:
        for bridge, _ in played:
            bridge.close()


@pytest.fixture
def forward(nights: dict[str, Night]) -> Night:
    """The night that went forward."""
    return nights["forward"]


@pytest.fixture
def rollback(nights: dict[str, Night]) -> Night:
    """The night that was rolled back."""
    return nights["rollback"]


@pytest.fixture
def stand_down(nights: dict[str, Night]) -> Night:
    """The night that was stood down."""
    return nights["stand-down"]


def test_the_night_is_finished_with_every_gate_passed(forward: Night) -> None:
    """Everything was done, all systems are back, and the engine and the crews went home."""
    state = forward.state

    assert state.status == "finished"
    assert all(state.gate(f"G{number}").passed for number in range(1, 10))
    assert not any(record.is_open for record in state.outages.values())


@pytest.mark.parametrize("name", NIGHTS)
def test_people_may_do_what_they_did(nights: dict[str, Night], name: str) -> None:
    """No simulated person was refused but because somebody else was quicker."""
    assert nights[name].bridge.refusals_of_crews() == []


@pytest.mark.parametrize("name", NIGHTS)
def test_nothing_in_a_live_night_is_simulated(nights: dict[str, Night], name: str) -> None:
    """Whoever acts is a known person or the engine, and comes through the command line."""
    facts = nights[name].bridge.desk.facts(nights[name].bridge.run, after=1)

    assert {fact.channel for fact in facts} <= {"cli", "cli+password", "engine", "check"}
    assert not any("simulated" in fact.actor for fact in facts)


@pytest.mark.parametrize("name", NIGHTS)
def test_the_journal_verifies(nights: dict[str, Night], name: str) -> None:
    """However many processes have written to it."""
    bridge = nights[name].bridge

    assert f"{bridge.run} is whole" in bridge.ok(JOSS, "verify", bridge.run)


def test_decisions_are_stepped_up(forward: Night) -> None:
    """A go or a no-go takes the password of whoever enters it, once more."""
    decided = forward.facts(e.GateDecided)

    assert {f.channel for f in decided if f.event.outcome != "deferred"} == {"cli+password"}


def test_the_missing_ldso_shows_by_name_and_comes(forward: Night) -> None:
    """At the full house one is missing: the board and the gate say which."""
    assert forward.seen.data["full house"]["not_voted"] == [MISSING]
    assert "Votes: 29 go of 30 needed." in forward.seen.words["full house"]
    assert "No vote yet: Vattenfall Networks." in forward.seen.words["full house"]
    *_, last = forward.facts(e.VoteCast, gate="G7")
    assert last.event.member == MISSING


def test_a_spoken_no_go_is_followed_by_a_go_and_signed_for(forward: Night) -> None:
    """The scribe enters both at once; who spoke signs for both later."""
    no_go, go = forward.facts(e.GateDecided, gate="G5")

    assert (no_go.event.outcome, go.event.outcome) == ("no_go", "go")
    assert {(f.actor, f.on_behalf_of) for f in (no_go, go)} == {(ORLA, LEO)}
    assert len(forward.seen.data["to countersign"]) == 2
    assert forward.state.gate("G5").to_sign == ()
    (signed,) = forward.facts(e.Countersigned, gate="G5")
    assert signed.actor == LEO


def test_a_deferral_is_taken_up_again(forward: Night) -> None:
    """Everybody is heard anew, then it is a go."""
    deferred, *_, go = forward.facts(e.GateDecided, gate="G6")

    assert (deferred.event.outcome, go.event.outcome) == ("deferred", "go")
    assert deferred.event.until is not None
    assert go.at >= deferred.event.until


def test_the_failed_deployment_shows_and_is_tried_again(forward: Night) -> None:
    """Why it failed stands on the board with how it goes on; the copies come by telephone."""
    board = forward.seen.words["failed"]
    assert "Failed or unknown (1)" in board
    assert f"`callboard start LIVE1 {ERDS}`" in board
    assert [a.outcome for a in forward.state.task(ERDS).attempts] == ["failed", "done"]
    copies = forward.facts(e.CopyConfirmed, task=ERDS)
    assert {f.on_behalf_of for f in copies} == {"Duty manager of the first wave"}


def test_an_absent_decider_is_stood_in_for(forward: Night) -> None:
    """Until somebody is named to stand in, nobody else decides."""
    assert "Mina Harrow may not" in forward.seen.words["not yet named"]
    (go,) = forward.facts(e.GateDecided, gate="G9")
    assert (go.actor, go.event.decided_by) == (MINA, "cutover_manager")


def test_an_amendment_takes_a_second_person(forward: Night) -> None:
    """Who proposes it does not approve it; then the plan is the amended one."""
    assert "Amendment 1 was proposed by joss" in forward.seen.words["own approval"]
    (amendment,) = forward.state.amendments
    assert (amendment.by, amendment.ended_by, amendment.status) == (JOSS, KIRA, "approved")
    assert forward.state.runbook.task_by_id["M10-068"].duration.likely == 3600


def test_a_withdrawn_declaration_shows_at_the_passed_gate(forward: Night) -> None:
    """The check of G1 turns bad behind its back, loudly; once it is declared again, all is well."""
    (need,) = forward.seen.data["turned bad"]
    assert need.startswith("DECLARATIONS no longer holds at G1, which is passed: 4 of 5 parties")
    assert forward.seen.data["good again"] == []
    found = forward.facts(e.CheckRecorded, criterion="DECLARATIONS")
    assert [f.event.met for f in found] == [True, False, True]


def test_the_report_of_the_night_tells_what_happened(forward: Night) -> None:
    """Everything that went wrong can be read there, by whoever was not there."""
    page, data = forward.report()

    assert data["status"] == "finished"
    for words in (
        "One backup has not been read back.",
        "One more look at the DIP routing.",
        "MPRS does not start on the new release at two LDSOs.",
        "Two more annexes are asked for.",
        "DECLARATIONS no longer held",
        "4 of 5 parties",
        "DECLARATIONS held again",
        KIRA,
        "Make RETURNS good.",
    ):
        assert words in page


def test_a_rollback_before_the_point_of_no_return_brings_everything_back(rollback: Night) -> None:
    """What was changed is restored, every outage is closed, and the run says how it ended."""
    state = rollback.state

    assert state.status == "turned_back"
    assert not any(record.is_open for record in state.outages.values())
    (back,) = state.turned_back
    assert (back.what.kind, back.what.gate, back.what.decided_by) == ("rollback", "G7", "sro")
    assert back.by == BRAM
    assert all(state.task(task).progress == "done" for task in back.what.leg)
    assert "M10-069" in state.given_up


def test_turning_back_is_recommended_by_some_and_decided_by_others(rollback: Night) -> None:
    """The manager stops the starts and recommends; who decides at the bridge may not decide it."""
    recommended = rollback.seen.words["recommended"]
    assert "ALL STARTS ARE STOPPED" in recommended
    assert "It is recommended to turn back" in recommended
    assert "Leo Vasquez may not turn back" in rollback.seen.words["not his to decide"]


def test_the_board_shows_how_far_the_way_back_has_come(rollback: Night) -> None:
    """And whether it ends before legacy must be back."""
    words = rollback.seen.words["turning back"]
    assert "TURNING BACK" in words
    assert "Rollback from G7" in words
    assert "tasks of the way back settled; at its likely lengths it ends" in words
    assert "Mon 22 Sep 06:00 BST" in words
    way_back = rollback.seen.data["turning back"]["way_back"]
    assert way_back["tasks"] == 10
    assert way_back["restore_by"] == "2025-09-22T05:00:00Z"


def test_a_stand_down_reopens_what_was_closed(stand_down: Night) -> None:
    """Before anything was changed there is nothing to restore: systems reopen, and that is all."""
    state = stand_down.state

    assert state.status == "turned_back"
    (back,) = state.turned_back
    assert (back.what.kind, back.what.gate) == ("stand_down", "G4")
    assert not any(record.is_open for record in state.outages.values())
    assert state.gate("G4").outcome == "no_go"


@pytest.mark.parametrize("name", ["rollback", "stand-down"])
def test_the_report_of_a_night_that_turned_back_says_so(
    nights: dict[str, Night], name: str
) -> None:
    """With who decided it, and why."""
    night = nights[name]
    page, data = night.report()

    assert data["status"] == "turned_back"
    assert night.state.turned_back[0].what.reason in page
