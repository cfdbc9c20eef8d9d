"""What happened, in a sentence."""

from __future__ import annotations

import pytest

from console.night import Night as Told
from console.telling import sentence
from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.events import AcceptedRisk, Change, Spoken
from rehearsals.testing import Trial, a_gate, a_runbook, a_state, a_task, at
from tests.rehearsals.core.nights import Night, for_any_night

STATE = a_state(
    a_runbook(
        a_task("A", works_on=["EES"]),
        a_task("M", "A"),
        a_task("B", "M"),
        gates=[a_gate("G", "M")],
        outages={
            "OUT": {
                "system": "EES",
                "opens": {"task": "A", "at": "start"},
                "closes": {"task": "B", "at": "finish"},
                "rollback_closes": {"task": "R", "at": "finish"},
                "returns": "retired",
            }
        },
        rollback={"gates": ["G"], "authority": "sro", "tasks": [a_task("R", undoes=["A"])]},
    )
)
SPOKEN = Spoken(said_by="sro", witness="si")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (e.TaskStarted(task="A", attempt=2), "A Do A: running (attempt 2)."),
        (
            e.TaskStarted(task="A", attempt=1, out_of_sequence="they had begun"),
            "A Do A: running, OUT OF SEQUENCE: they had begun",
        ),
        (
            e.CopyWithdrawn(task="A", party="north", reason="wrong file"),
            "A Do A: what NORTH confirmed is WITHDRAWN: wrong file",
        ),
        (
            e.TaskBlocked(task="A", reason="no access", needs="the data team"),
            "A Do A: BLOCKED: no access (needs the data team)",
        ),
        (
            e.TaskUnblocked(task="A", reason="it came", parties=("north",)),
            "A Do A (for NORTH): can go on again: it came",
        ),
        (
            e.FileAttached(
                name="a.pdf", sha256="0" * 64, size=1200, media_type="application/pdf", task="A"
            ),
            "File on A: a.pdf (application/pdf, 1,200 bytes).",
        ),
        (e.TaskReopened(task="A", reason="bad"), "A Do A: REOPENED, to be done again: bad"),
        (
            e.EntryUndone(task="A", what="finished", attempt=1, reason="B was meant"),
            "A Do A: the entry that it was done (attempt 1) is UNDONE: B was meant",
        ),
        (
            e.EntryUndone(task="A", what="skipped", attempt=0, reason="oh"),
            "A Do A: the entry that it was skipped is UNDONE: oh",
        ),
        (
            e.BranchHeld(task="A", held=("M",), reason="look"),
            "Behind A Do A nothing new starts, HELD: M: look",
        ),
        (
            e.BranchReleased(task="A", released=("M",), reason="fine"),
            "Behind A Do A released: M: fine",
        ),
        (
            e.TaskReassigned(task="A", party="recco", reason="ill"),
            "A Do A: owned by RECCO from now on: ill",
        ),
        (e.TaskReopened(task="GONE", reason="bad"), "GONE: REOPENED, to be done again: bad"),
        (
            e.CheckRecorded(gate="G", criterion="C", met=False, value="2 open", digest="00"),
            "Gate G Gate G: check of C NOT MET: 2 open",
        ),
        (
            e.RecommendationMade(gate="G", adviser="recco", advice="no_go", reason="late"),
            "Gate G Gate G: RECCO recommends NO-GO: late",
        ),
        (
            e.RecommendationMade(gate="G", adviser="recco", advice="none", reason=""),
            "Gate G Gate G: RECCO was asked and gives no advice.",
        ),
        (
            e.VoteCast(gate="G", member="north", vote="go", reason="ok", spoken=SPOKEN),
            ("Gate G Gate G: NORTH votes GO "
            "(SPOKEN by SRO, heard by SI; to be countersigned): ok"),
        ),
        (e.Countersigned(gate="G", party="sro"), ("Gate G Gate G: SRO has signed for its spoken "
         "word.")),
        (
            e.GateReevaluated(gate="G", party="north", missing=("south",), had_passed=True),
            ("Gate G Gate G: NORTH has left; the go counted its word, LOOK AT IT AGAIN; "
            "still needed: SOUTH."),
        ),
        (e.ItemClosed(item="G-1-C1", evidence="done"), "Item G-1-C1: closed: done"),
        (
            e.RiskExtended(item="G-1-R1", accepted_by="sro", expires=at(60), reason="not yet"),
            "Risk G-1-R1: accepted by SRO until Mon 12 Jan 10:00 GMT: not yet",
        ),
        (e.StartsStopped(reason="look"), "STARTS STOPPED, what runs goes on: look"),
        (e.StartsAllowed(reason=""), "Starts are allowed again."),
        (
            e.RollCalled(call=1, title="Begin", parties=("si", "sro")),
            "Roll-call 1, Begin: SI, SRO asked.",
        ),
        (
            e.RollAnswered(call=1, party="si", present=False, note="no answer"),
            "Roll-call 1: SI is NOT THERE: no answer",
        ),
        (
            e.ShiftHandedOver(number=1, desk="si", to="Dawn", text="all quiet"),
            "Handover 1: the desk of SI goes to Dawn: all quiet",
        ),
        (e.ShiftTaken(number=1), "Handover 1: the desk is taken."),
        (
            e.IncidentLinked(reference="INC-1", summary="slow", system="EES", task="A", url="u"),
            "Incident INC-1 on EES and A: slow (u)",
        ),
        (
            e.IncidentClosed(reference="INC-1", resolution="a disk"),
            "Incident INC-1 no longer bears on the run: a disk",
        ),
        (
            e.CommunicationsSet(mode="off", reason="quiet"),
            "Communications are OFF, nothing leaves: quiet",
        ),
        (
            e.ParticipantActivated(party="north", evidence="letter"),
            "NORTH: service activation is done, its tasks are open: letter",
        ),
        (
            e.PartyLeft(party="north", replaced_by=None, reason="insolvent"),
            "NORTH has LEFT the run, nobody takes over: insolvent",
        ),
        (e.ObservationRecorded(number=1, text="hm", party="si"), "Observation 1 on SI: hm"),
        (
            e.ObservationAnswered(number=1, party="si", text="no"),
            "Observation 1: SI on its facts: no",
        ),
        (e.ObservationFinal(number=1, text="hm"), "Observation 1 is final: hm"),
        (
            e.AmendmentProposed(
                number=1, changes=(Change(kind="task", id="B"),), reason="late", reversal=True
            ),
            "Amendment 1 proposed (B), a REVERSAL: late",
        ),
        (
            e.AmendmentApproved(number=1, decided_by="sro"),
            "Amendment 1 is the plan from now on, approved by SRO.",
        ),
        (e.AmendmentRejected(number=1, reason="no"), "Amendment 1 rejected: no"),
        (
            e.TurningBackRecommended(kind="rollback", reason="late", systems=("EES",)),
            "TURNING BACK RECOMMENDED (rollback of EES): late",
        ),
        (
            e.TurnedBack(kind="stand_down", gate="G", decided_by="sro", reason="late",
                         given_up=("B",), leg=("R", "S")),
            ("TURNED BACK from G (stand-down) by SRO: late "
            "(1 task given up, 2 tasks of the way back to do)"),
        ),
        (
            e.WayBackExtended(task="B", kind="rollback", leg=("R", "S"), irreversible=True),
            ("THE POINT OF NO RETURN HAD BEEN PASSED: THE WAY BACK GROWS: B Do B had begun before "
            "the run was turned back; 2 tasks more of the way back to do: R, S. It is "
            "irreversible: fix it forward; the way back goes on as far as it can."),
        ),
        (e.RunClosed(outcome="turned_back"), "Run DR1 is turned back."),
        (e.NoteAdded(text="remember", lesson=True), "Lesson: remember"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)  # fmt: skip
def test_sentence_says_what_happened(event: e.Event, words: str) -> None:
    """In the past tense, with names of parties and times with their zone."""
    assert sentence(event, STATE) == words


def test_an_accepted_risk_is_told_with_its_decision() -> None:
    """Who accepted it, and until when."""
    risk = AcceptedRisk(risk="no spare", accepted_by="sro", expires=at(60))
    decided = e.GateDecided(gate="G", outcome="go", decided_by="sro", reason="ok", risks=(risk,))
    assert sentence(decided, STATE).endswith(
        "; risk accepted: no spare (SRO, until Mon 12 Jan 10:00 GMT)"
    )


def test_an_outage_that_the_way_back_ended_is_not_told_as_cut_over() -> None:
    """The runbook retires EES; turned back it is there again."""
    trial = Trial(STATE.runbook)
    trial.do(0, 10, "A")
    trial.start(11, "M")
    trial.ask(12, c.TurnBack, kind="rollback", gate="G", decided_by="sro", reason="late")
    trial.do(13, 20, "R")
    (closed,) = (f.event for f in trial.facts if isinstance(f.event, e.OutageClosed))
    assert sentence(closed, trial.state) == "Outage OUT closed: EES is back after turning back."


@for_any_night
def test_any_night_can_be_told(night: Night) -> None:
    """Each fact has a sentence; told all or told in short, nothing raises."""
    assert all(sentence(fact.event, night.state) for fact in night.facts)
    for verbose in (True, False):
        assert list(Told(night.state, verbose=verbose).tell(night.facts)) or not verbose
