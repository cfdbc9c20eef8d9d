"""Amending the plan of a running run: what may be changed, who may say so, and what follows."""

from __future__ import annotations

from typing import Any

import pytest

from dependencies.shifting import rebuilt
from rehearsals.core import commands as c
from rehearsals.core.events import RunClosed
from rehearsals.core.plan.diff import diff
from rehearsals.core.readiness import task_state
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.model import Runbook
from runbooks.tasks import Link

#: A, then the meeting B of gate G, then C; D stands alone.
TASKS = (a_task("A"), a_task("B", "A", party="sro"), a_task("C", "B"), a_task("D"))
GATES = [a_gate("G", "B")]
OUTAGES = {
    "OUT": {
        "system": "EES",
        "opens": {"task": "A", "at": "start"},
        "closes": {"task": "C", "at": "finish"},
    }
}


def a_plan(*tasks: dict[str, Any], **changes: Any) -> Runbook:
    """The plan of this file with other tasks in the place of those of the same id, or added."""
    data = {task["id"]: task for task in (*TASKS, *tasks)}
    return a_runbook(*data.values(), **{"gates": GATES, "outages": OUTAGES, **changes})


def without(*gone: str, **changes: Any) -> Runbook:
    """The plan of this file without some tasks."""
    kept = [task for task in TASKS if task["id"] not in gone]
    return a_runbook(*kept, **{"gates": GATES, "outages": OUTAGES, **changes})


class Amended(Trial):
    """A run of the plan of this file."""

    def __init__(self, **changes: Any) -> None:
        super().__init__(a_plan(), **changes)

    def propose(self, minutes: float, after: Runbook, **fields: Any) -> Any:
        """Propose that the plan be another one."""
        changes = diff(self.state.runbook, after)
        fields = {"reason": "news", **fields}
        return self.ask(minutes, c.ProposeAmendment, changes=changes, **fields)

    def amend(self, minutes: float, after: Runbook) -> None:
        """Propose that the plan be another one, and approve it."""
        self._must(self.propose(minutes, after))
        number = len(self.state.amendments)
        self._must(self.ask(minutes, c.ApproveAmendment, number=number, actor="bob"))

    def refused(self, minutes: float, after: Runbook, **fields: Any) -> str:
        """The code with which another plan is refused."""
        answer = self.propose(minutes, after, **fields)
        assert isinstance(answer, c.Refusal)
        return answer.code


@pytest.fixture
def run() -> Amended:
    """A run in which nothing has begun."""
    return Amended()


def test_a_proposal_changes_nothing_yet(run: Amended) -> None:
    """The plan is what was approved."""
    run.propose(1, a_plan(a_task("C", "B", duration="2h")))
    assert run.state.runbook == a_plan()
    assert [one.status for one in run.state.amendments] == ["proposed"]


def test_an_approved_amendment_is_the_plan(run: Amended) -> None:
    """The run goes on with it: a new task becomes ready like any other."""
    after = a_plan(a_task("N", "D"), a_task("C", "B", "N", duration="2h"))
    run.amend(1, after)
    assert run.state.runbook == after
    run.do(2, 3, "D")
    assert task_state(run.state, "N", at(3)) == "ready"
    assert run.state.index.before["C"] == (Link(task="B"), Link(task="N"))


def test_what_has_begun_stays_as_it_is(run: Amended) -> None:
    """Its length, its owner, its instructions, its links: nothing of it changes."""
    run.start(1, "A")
    for changed in ({"duration": "2h"}, {"party": "recco"}, {"instructions": "Look again."}):
        assert run.refused(2, a_plan(a_task("A", **changed))) == "already-begun"
    assert run.refused(2, a_plan(a_task("A", "D"))) == "already-begun"


def test_everything_in_the_way_is_said_at_once(run: Amended) -> None:
    """Whoever amends at three in the morning is not sent back four times."""
    run.start(1, "A")
    run.start(1, "D")
    answer = run.propose(2, a_plan(a_task("A", duration="2h"), a_task("C"), a_task("D", "A")))
    assert "A has begun" in answer.message
    assert "D has begun" in answer.message
    assert "C would no longer wait for it" in answer.message


def test_what_begins_between_proposal_and_approval_is_looked_at_again(run: Amended) -> None:
    """The plan is amended as it stands when it is approved."""
    run.propose(1, a_plan(a_task("D", duration="2h")))
    run.start(2, "D")
    answer = run.ask(3, c.ApproveAmendment, number=1, actor="bob")
    assert isinstance(answer, c.Refusal)
    assert answer.code == "already-begun"


def test_of_two_amendments_of_one_task_the_second_is_written_anew(run: Amended) -> None:
    """It was made to a plan that is no more."""
    run.propose(1, a_plan(a_task("D", duration="2h")))
    run.propose(1, a_plan(a_task("D", duration="3h")))
    run.ask(2, c.ApproveAmendment, number=1)
    answer = run.ask(3, c.ApproveAmendment, number=2)
    assert isinstance(answer, c.Refusal)
    assert answer.code == "does-not-fit"
    assert "amended the plan meanwhile" in answer.message


def test_nothing_is_let_past_a_gate_that_is_not_passed(run: Amended) -> None:
    """What waits for the decision goes on waiting for it, also by way of another task."""
    assert run.refused(1, a_plan(a_task("C"))) == "past-a-gate"
    assert run.refused(1, a_plan(gates=[])) == "past-a-gate"
    assert run.refused(1, a_plan(gates=[a_gate("G", "D")])) == "past-a-gate"
    run.amend(1, a_plan(a_task("N", "B"), a_task("C", "N")))
    assert run.state.index.before["C"] == (Link(task="N"),)


def test_an_outage_does_not_end_past_a_gate_that_is_not_passed(run: Amended) -> None:
    """Service comes back after the decision: not by another task, and not by the clock."""
    for ends in (_closes("D"), {"opens": None, "closes": None, "from": "T+1h", "to": "T+2h"}):
        outage = {key: value for key, value in {**OUTAGES["OUT"], **ends}.items() if value}
        assert run.refused(1, a_plan(outages={"OUT": outage})) == "past-a-gate"
    run.amend(1, a_plan(a_task("N", "B"), outages={"OUT": {**OUTAGES["OUT"], **_closes("N")}}))
    assert run.state.index.closes == {("N", "finish"): ("OUT",)}


def test_a_passed_gate_stays(run: Amended) -> None:
    """What was decided was decided on these criteria, by these people."""
    run.do(1, 2, "A")
    run.start(3, "B")
    run.show(3, "G")
    assert run.refused(4, a_plan(gates=[a_gate("G", "B", decider="recco")])) == "already-begun"
    run.decide(4, "G")
    assert run.refused(5, a_plan(gates=[a_gate("G", "B", decider="recco")])) == "already-begun"


def test_begun_work_does_not_become_a_meeting(run: Amended) -> None:
    """It could be finished without a decision by then."""
    run.start(1, "D")
    after = a_plan(gates=[*GATES, a_gate("G2", "D")])
    assert run.refused(2, after) == "already-begun"


def test_an_open_outage_may_end_at_another_task(run: Amended) -> None:
    """Its end may move; its beginning has happened."""
    run.start(1, "A")
    later = {**OUTAGES["OUT"], "closes": {"task": "N", "at": "finish"}}
    run.amend(2, a_plan(a_task("N", "C"), outages={"OUT": later}))
    assert run.state.index.closes == {("N", "finish"): ("OUT",)}
    opened = {**later, "opens": {"task": "B", "at": "start"}}
    assert run.refused(3, a_plan(a_task("N", "C"), outages={"OUT": opened})) == "already-begun"
    assert run.refused(3, a_plan(a_task("N", "C"), outages={})) == "already-begun"


def test_an_outage_is_not_tied_to_what_has_happened(run: Amended) -> None:
    """It would never open, or never close."""
    run.do(1, 2, "D")
    out = {"system": "EES", "opens": {"task": "D", "at": "finish"}, **_closes("C")}
    assert run.refused(3, a_plan(outages={**OUTAGES, "NEW": out})) == "already-begun"
    assert run.refused(3, a_plan(outages={"OUT": {**OUTAGES["OUT"], **_closes("D")}})) == (
        "already-begun"
    )


def test_a_plan_with_errors_is_refused_with_all_of_them(run: Amended) -> None:
    """As `callboard check` would find them."""
    answer = run.propose(1, a_plan(a_task("N", "NOWHERE", party="nobody")))
    assert answer.code == "does-not-check"
    assert "NOWHERE" in answer.message
    assert "nobody" in answer.message


def test_a_new_task_is_linked_in_any_way(run: Amended) -> None:
    """With a lead, for one: five minutes before D is likely to be done."""
    lead = a_task("N", after=[{"task": "D", "lag": "-5m"}])
    run.amend(1, a_plan(lead))
    run.start(2, "D")
    assert task_state(run.state, "N", at(26)) == "waiting"
    assert task_state(run.state, "N", at(27)) == "ready"


@pytest.mark.parametrize("link", ["SS", "SF"])
def test_a_link_that_does_not_wait_for_the_go_lets_past_the_gate(run: Amended, link: str) -> None:
    """What begins, or may end, with the meeting no longer waits for its decision."""
    changed = a_task("C", after=[{"task": "B", "link": link}])
    assert run.refused(1, a_plan(changed)) == "past-a-gate"


def test_a_start_that_waited_for_a_go_is_not_only_kept_from_ending(run: Amended) -> None:
    """A link from finish to finish lets it begin before the decision."""
    changed = a_task("C", after=[{"task": "B", "link": "FF"}])
    assert run.refused(1, a_plan(changed)) == "past-a-gate"


def test_a_task_that_was_spoken_of_is_not_taken_out(run: Amended) -> None:
    """The journal names it; readers must find it. It can be skipped."""
    run.ask(1, c.AddNote, text="Mind the cable.", task="D")
    assert run.refused(2, without("D")) == "is-spoken-of"


def test_what_is_out_of_scope_is_not_amended() -> None:
    """The run does not cover it."""
    run = Amended(scope=("A", "B", "C"))
    assert run.refused(1, a_plan(a_task("D", duration="2h"))) == "out-of-scope"


def test_an_added_task_is_in_scope() -> None:
    """Else nobody would do it; what was left out stays out."""
    run = Amended(scope=("A", "B", "C"))
    run.amend(1, a_plan(a_task("N", "A")))
    assert list(run.state.index.tasks) == ["A", "B", "C", "N"]


def test_taking_out_the_last_task_ends_the_run() -> None:
    """Nothing is left to do."""
    run = Trial(a_runbook(a_task("A"), a_task("B")))
    run.do(1, 2, "A")
    changes = diff(run.state.runbook, a_runbook(a_task("A")))
    run.ask(3, c.ProposeAmendment, changes=changes, reason="not needed")
    run.ask(4, c.ApproveAmendment, number=1)
    assert isinstance(run.facts[-1].event, RunClosed)
    assert run.state.status == "finished"


def test_live_a_second_person_approves() -> None:
    """Neither who proposed it nor who entered it, under whatever name."""
    run = Amended(mode="live")
    run.propose(1, a_plan(a_task("D", duration="2h")), actor="ann", on_behalf_of="cat")
    for actor, voice in (("ann", None), ("cat", None), ("bob", "cat"), ("ann", "bob")):
        answer = run.ask(2, c.ApproveAmendment, number=1, actor=actor, on_behalf_of=voice)
        assert isinstance(answer, c.Refusal)
        assert answer.code == "second-person"
    run.ask(3, c.ApproveAmendment, number=1, actor="bob")
    assert run.state.amendments[0].status == "approved"


def test_in_a_rehearsal_one_person_may_do_both(run: Amended) -> None:
    """There may be only one in the room."""
    run.propose(1, a_plan(a_task("D", duration="2h")))
    run.ask(2, c.ApproveAmendment, number=1)
    assert run.state.amendments[0].status == "approved"


def test_a_rejected_amendment_stays_with_its_reason(run: Amended) -> None:
    """It is decided once."""
    run.propose(1, a_plan(a_task("D", duration="2h")))
    run.ask(2, c.RejectAmendment, number=1, reason="too late")
    (amendment,) = run.state.amendments
    assert (amendment.status, amendment.reason) == ("rejected", "too late")
    answer = run.ask(3, c.ApproveAmendment, number=1)
    assert isinstance(answer, c.Refusal)
    assert answer.code == "already-decided"


@pytest.mark.parametrize("kind", [c.ApproveAmendment, c.RejectAmendment])
def test_an_amendment_that_is_not_there_is_not_decided(run: Amended, kind: type[Any]) -> None:
    """Its number is looked up."""
    fields = {"reason": "no"} if kind is c.RejectAmendment else {}
    answer = run.ask(1, kind, number=1, **fields)
    assert isinstance(answer, c.Refusal)
    assert answer.code == "unknown-amendment"


def test_nothing_changed_is_no_amendment(run: Amended) -> None:
    """The wrong file was given."""
    assert run.refused(1, a_plan()) == "no-change"


def test_an_amendment_needs_a_reason(run: Amended) -> None:
    """It stays in the journal."""
    assert run.refused(1, a_plan(a_task("D", duration="2h")), reason=" ") == "reason-missing"


def test_before_the_point_of_no_return_nothing_is_reversed() -> None:
    """What was done can still be turned back, by the way back."""
    answer = _reverse(Trial(_irreversible()), 1)
    assert isinstance(answer, c.Refusal)
    assert answer.code == "not-past-return"


def test_whoever_decides_on_turning_back_approves_a_reversal() -> None:
    """After the point of no return, in their name, and in no other."""
    run = Trial(_irreversible())
    run.start(1, "A")
    _reverse(run, 2)
    for by in (None, "recco"):
        answer = run.ask(3, c.ApproveAmendment, number=1, decided_by=by)
        assert isinstance(answer, c.Refusal)
        assert answer.code == "not-the-authority"
        assert "--by sro" in answer.hint
    run.ask(4, c.ApproveAmendment, number=1, decided_by="sro")
    assert "R" in run.state.index.tasks


def test_the_way_back_may_name_its_authority() -> None:
    """Then a reversal is approved in that name."""
    run = Trial(_irreversible(rollback={"authority": "recco"}))
    run.start(1, "A")
    _reverse(run, 2)
    answer = run.ask(3, c.ApproveAmendment, number=1, decided_by="sro")
    assert isinstance(answer, c.Refusal)
    run.ask(4, c.ApproveAmendment, number=1, decided_by="recco")
    assert run.state.amendments[0].status == "approved"


def _irreversible(*more: dict[str, Any], **changes: Any) -> Runbook:
    """A plan whose first task cannot be undone, with a gate that says so."""
    tasks = (a_task("A", irreversible=True), a_task("B"), *more)
    return a_runbook(*tasks, gates=[a_gate("G", "B", point_of_no_return=True)], **changes)


def _reverse(run: Trial, minutes: float) -> Any:
    """Propose a task that reverses A."""
    before = run.state.runbook
    (reversing,) = a_runbook(a_task("R", "A")).tasks
    changes = diff(before, rebuilt(before, tasks=(*before.tasks, reversing)))
    return run.ask(minutes, c.ProposeAmendment, changes=changes, reason="undo A", reversal=True)


def _closes(task: str) -> dict[str, Any]:
    return {"closes": {"task": task, "at": "finish"}}
