"""What a decision leaves open: conditions and accepted risks, closed with evidence or extended."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, at
from tests.rehearsals.core.gates.gated import Answer, a_gated_trial, accepted, code

PATCH = e.Condition(item="patch the service", owner="si", due=at(600))


def no_spare(minutes: float = 300, by: str = "Jane Smith") -> e.AcceptedRisk:
    """A risk that Jane Smith accepts for some hours."""
    return e.AcceptedRisk(risk="no spare line", accepted_by=by, expires=at(minutes))


def an_owing_trial() -> Trial:
    """A run whose G1 was put off, then passed with one condition and one risk."""
    trial = a_gated_trial(criteria=[])
    trial.decide(1, "G1", "no_go")
    accepted(trial.decide(5, "G1", "go_with_conditions", conditions=(PATCH,), risks=(no_spare(),)))
    return trial


def close(trial: Trial, minutes: float, item: str, evidence: str = "release note 7") -> Answer:
    """Close an item."""
    return trial.ask(minutes, c.CloseItem, item=item, evidence=evidence)


def extend(trial: Trial, minutes: float, item: str = "G1-2-R1", **fields: object) -> Answer:
    """Accept the risk for longer."""
    given = {"decided_by": "sro", "expires": at(900), "reason": "the spare is on its way"}
    return trial.ask(minutes, c.ExtendRisk, item=item, **{**given, **fields})


def test_conditions_and_risks_become_items() -> None:
    """Named by gate, decision and place, with owner and date."""
    items = an_owing_trial().state.items

    assert list(items) == ["G1-2-C1", "G1-2-R1"]
    condition, risk = items.values()
    assert (condition.kind, condition.owner, condition.due) == ("condition", "si", at(600))
    assert (risk.kind, risk.owner, risk.due) == ("risk", "Jane Smith", at(300))
    assert risk.gate == "G1"


def test_a_condition_stands_open_until_it_is_closed() -> None:
    """Its date changes nothing; its evidence does, and stays."""
    trial = an_owing_trial()
    assert trial.state.items["G1-2-C1"].stands_open(at(9_999))

    accepted(close(trial, 60, "G1-2-C1"))

    item = trial.state.items["G1-2-C1"]
    assert not item.stands_open(at(9_999))
    assert (item.evidence, item.closed_by, item.closed_at) == ("release note 7", "ann", at(60))


def test_a_risk_stands_open_from_its_expiry() -> None:
    """Until then it is accepted."""
    risk = an_owing_trial().state.items["G1-2-R1"]

    assert not risk.stands_open(at(299))
    assert risk.stands_open(at(300))


def test_an_item_is_closed_with_evidence_and_once() -> None:
    """And one that there is not, not at all: what is near is named."""
    trial = an_owing_trial()

    assert code(close(trial, 60, "G1-2-C1", " ")) == "evidence-missing"
    unknown = close(trial, 60, "G1-1-C1")
    assert code(unknown) == "unknown-item"
    assert "G1-2-C1" in str(unknown)
    close(trial, 60, "G1-2-C1")
    assert code(close(trial, 61, "G1-2-C1")) == "already-closed"


def test_a_risk_is_accepted_for_longer() -> None:
    """By a decider of the gate it came from; also when it has expired."""
    trial = an_owing_trial()

    accepted(extend(trial, 400))

    risk = trial.state.items["G1-2-R1"]
    assert (risk.due, risk.owner) == (at(900), "sro")
    assert not risk.stands_open(at(400))


def test_a_risk_is_extended_by_a_decider_with_reason_to_a_later_time() -> None:
    """Anything less is refused, and so is extending a condition."""
    trial = an_owing_trial()

    assert code(extend(trial, 10, decided_by="si")) == "not-the-decider"
    assert code(extend(trial, 10, reason="")) == "reason-missing"
    assert code(extend(trial, 10, expires=at(200))) == "not-longer"
    assert code(extend(trial, 950)) == "not-longer"
    assert code(extend(trial, 10, "G1-2-C1")) == "not-a-risk"


def test_a_risk_is_accepted_by_name_until_a_time_to_come() -> None:
    """Otherwise the go is refused."""
    trial = a_gated_trial(criteria=[])

    assert code(trial.decide(2, "G1", risks=(no_spare(by=" "),))) == "risk-empty"
    assert code(trial.decide(2, "G1", risks=(no_spare(2),))) == "risk-expired"


def test_risks_are_accepted_by_one_decider_with_a_go() -> None:
    """Neither with a no-go nor with one vote of many."""
    trial = a_gated_trial(criteria=[])
    assert code(trial.decide(2, "G1", "no_go", risks=(no_spare(),))) == "risks-do-not-fit"

    many = a_gated_trial(criteria=[], rule="all_of", decider=None, members=["ldsos"])
    assert code(many.decide(2, "G1", by="north", risks=(no_spare(),))) == "risks-do-not-fit"


def test_with_a_withdrawn_go_fall_its_conditions_and_risks() -> None:
    """They are closed with that as their evidence; a new go names its own."""
    trial = an_owing_trial()

    trial.ask(9, c.WithdrawGo, gate="G1", decided_by="sro", reason="wrong build")

    items = trial.state.items.values()
    assert not any(item.stands_open(at(9_999)) for item in items)
    assert all("withdrawn: wrong build" in item.evidence for item in items)
    trial.decide(20, "G1", "go_with_conditions", conditions=(PATCH,))
    assert trial.state.items["G1-4-C1"].stands_open(at(21))


def test_items_are_worked_off_after_the_run() -> None:
    """The run stays closed by it."""
    trial = an_owing_trial()
    trial.ask(20, c.AbandonRun, reason="enough seen")

    accepted(close(trial, 60, "G1-2-C1"))

    assert trial.state.status == "abandoned"
    assert code(trial.ask(61, c.AddNote, text="late thought")) == "run-closed"


def test_a_carried_risk_is_extended_by_any_decider() -> None:
    """Its gate belongs to the run before this one."""
    carried = e.CarriedItem(
        id="DR1/G2-1-R1", kind="risk", text="no spare", owner="Jane", due=at(300), run="DR1"
    )
    trial = a_gated_trial(criteria=[], carried=(carried,))

    assert code(extend(trial, 10, "DR1/G2-1-R1", decided_by="si")) == "not-the-decider"
    assert code(extend(trial, 10, "DR1/G2-1-R1")) == "accepted"
