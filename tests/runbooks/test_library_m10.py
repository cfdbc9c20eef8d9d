"""The shipped M10: its outages, its way back, and what was mended in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dependencies.planner import plan_rollback
from runbooks.settlement_days import settlement_day, span_of
from runbooks.ways_back import WAYS_BACK
from tests.runbooks.shelf import every_task, links, planned, shipped
from tests.runbooks.skeletons import rows, windows


def test_m10_outages_equal_the_skeleton() -> None:
    """Six windows, each from its opening task's start to its closing task's finish (UTC)."""
    outages = planned("m10").outages
    assert {key: (o.start, o.end) for key, o in outages.items()} == {
        key: (window.start, window.end) for key, window in windows().items()
    }
    edges = {
        key: (o.opens and (o.opens.task, o.opens.at), o.closes and (o.closes.task, o.closes.at))
        for key, o in shipped("m10").outages.items()
    }
    assert edges == {
        key: ((window.opens, "start"), (window.closes, "finish"))
        for key, window in windows().items()
    }


def test_m10_rollback_closes_every_outage_for_sure() -> None:
    """Whoever turns back finds each outage closed by a task that runs once the outage is open."""
    runbook = shipped("m10")
    always = {task.id for task in runbook.rollback.tasks if task.always}
    for outage in runbook.outages.values():
        assert outage.rollback_closes is not None
        assert outage.opens is not None
        undone_by = runbook.task_by_id[outage.opens.task].undo
        assert outage.rollback_closes.task in {*always, undone_by}


def test_m10_rollback_is_the_skeletons() -> None:
    """Ten tasks, named by those they undo or always run, from G5 to G8 only."""
    runbook = shipped("m10")
    leg = runbook.rollback
    assert [task.id for task in leg.tasks] == [f"M10-R{number:02}" for number in range(1, 11)]
    assert leg.gates == ("G5", "G6", "G7", "G8")
    assert {t.id for t in leg.tasks if t.always} == {"M10-R01", "M10-R02", "M10-R09", "M10-R10"}
    undone = {task.id: task.undo for task in runbook.tasks if task.undo}
    by_skeleton = {row.id: row.undo for row in rows("m10_runbook") if row.undo}
    assert undone == {**by_skeleton, "M10-026": "M10-R08"}


def test_m10_stand_down_reopens_what_was_closed() -> None:
    """Each outage ends with the task that undoes its opening, so that it runs once it is open."""
    runbook = shipped("m10")
    leg = runbook.stand_down
    assert (leg.gates, leg.authority) == (("G3", "G4"), "sro")
    for outage in runbook.outages.values():
        assert outage.stand_down_closes is not None
        assert outage.opens is not None
        opener = runbook.task_by_id[outage.opens.task]
        assert outage.stand_down_closes.task in leg.undoing(opener)


def test_m10_turns_back_at_every_gate_that_asks_for_it() -> None:
    """By the way that its no-go names, decided by the SRO."""
    runbook = shipped("m10")
    for kind in WAYS_BACK:
        asking = {gate.id for gate in runbook.gates if gate.on_no_go == kind}
        assert asking == set(runbook.way_back(kind).gates)
        assert runbook.way_back(kind).authority == "sro"


def test_m10_rollback_from_noon_on_sunday_meets_its_target() -> None:
    """Declared when G8 ends, its tasks take place as the skeleton says, before Monday 06:00."""
    runbook = shipped("m10")
    leg = plan_rollback(runbook, datetime(2025, 9, 21, 11, 45, tzinfo=UTC))
    times = {task.id: (task.early_start, task.early_finish) for task in leg.tasks.values()}
    assert times == {row.id: (row.start, row.end) for row in rows("m10_rollback")}
    assert str(runbook.restore_by) == "2025-09-22T06:00"


def test_m10_point_of_no_return_has_over_sixteen_hours_of_slack() -> None:
    """The evidence is ready on Saturday 19:45 BST, 16 h 15 min before noon on Sunday."""
    chain = planned("m10").chains["G8"]
    assert chain.ready_at == datetime(2025, 9, 20, 18, 45, tzinfo=UTC)
    assert chain.at == datetime(2025, 9, 21, 11, 0, tzinfo=UTC)
    assert chain.slack == (16 * 60 + 15) * 60


def test_m10_cannot_be_undone_after_its_point_of_no_return() -> None:
    """Only successors of G8 are irreversible, the retirement of SVAA among them."""
    runbook = shipped("m10")
    assert [gate.id for gate in runbook.gates if gate.point_of_no_return] == ["G8"]
    irreversible = {task.id for task in runbook.tasks if task.irreversible}
    assert "M10-070" in irreversible
    assert all("M10-069" in links(runbook.task_by_id[task]) for task in irreversible)


def test_m10_suppliers_resume_at_the_all_clear() -> None:
    """Suppliers and agents wait for the all-clear, which comes after EES is open."""
    runbook = shipped("m10")
    held = {i.audience: (i.from_, i.until) for i in runbook.instructions if i.from_ == "M10-016"}
    assert held == dict.fromkeys(("supplier", "agent"), ("M10-016", "M10-080"))
    assert "M10-078" in links(runbook.task_by_id["M10-080"])


def test_m10_dip_reopens_without_suppliers() -> None:
    """The DIP stays closed to suppliers and agents after the outage, itself under 72 hours."""
    dip = shipped("m10").outages["OUT-DIP"]
    window = planned("m10").outages["OUT-DIP"]
    assert dip.still_closed_for == ("supplier", "agent")
    assert dip.hard_limit is not None
    assert (window.end - window.start).total_seconds() < dip.hard_limit.likely == 72 * 3600


def test_m10_retires_svaa() -> None:
    """SVAA is the one system that does not come back."""
    returns = {key: outage.returns for key, outage in shipped("m10").outages.items()}
    assert returns.pop("OUT-SVAA") == "retired"
    assert set(returns.values()) == {"restored"}


def test_m10_full_house_is_every_ldso() -> None:
    """All fourteen area LDSOs and the independent ones vote at G7, in one of two waves."""
    runbook = shipped("m10")
    groups = runbook.groups
    assert len(groups["ldsos_area"]) == 14
    assert groups["ldsos"] == groups["ldsos_area"] + groups["ldsos_independent"]
    assert runbook.gate_by_id["G7"].rule == "all_of"
    assert runbook.members_of(runbook.gate_by_id["G7"].members) == groups["ldsos"]
    waves = groups["ldsos_sit"] + groups["ldsos_non_sit"]
    assert sorted(waves) == sorted(groups["ldsos"])


def test_m10_every_ldso_confirms_its_own_steps() -> None:
    """What an LDSO does itself is confirmed by each one, the restore in a rollback included."""
    each = {task.id: task.for_each for task in every_task(shipped("m10"))}
    whole = ("027", "031", "049", "061", "062", "063", "073", "R04", "S03")
    assert {each[f"M10-{number}"] for number in whole} == {"ldsos"}
    assert (each["M10-047"], each["M10-048"]) == ("ldsos_sit", "ldsos_non_sit")


def test_m10_notices_are_firm_with_the_start_decision() -> None:
    """G2 makes them so; it asks that they are out, which the task before it waits for."""
    runbook = shipped("m10")
    assert runbook.notices.firm_at == "G2"
    task = runbook.task_by_id["M10-002"]
    assert task.run is not None
    assert task.run.notify is not None
    assert (task.run.notify.told, task.run.notify.outages) == ("announced", ())
    assert "M10-002" in links(runbook.task_by_id[runbook.gate_by_id["G2"].meeting])


def test_m10_reminds_of_an_outage_only_once_it_was_announced() -> None:
    """CSS is announced eight working days ahead, so that ten are no rung of its ladder."""
    runbook = shipped("m10")
    ladders = {
        key: outage.notice.reminders or runbook.notices.reminders
        for key, outage in runbook.outages.items()
        if outage.notice
    }
    assert ladders.pop("OUT-CSS") == ("5wd", "24h", "1h")
    assert set(ladders.values()) == {("10wd", "5wd", "24h", "1h")}


def test_m10_says_of_every_outage_what_becomes_of_data() -> None:
    """And who laid down how early it is told, were it only assumed."""
    for outage in shipped("m10").outages.values():
        assert outage.data_handling in {"queued", "rejected"}
        assert outage.backlog
        assert outage.action_required
        assert outage.notice
        assert outage.notice.source


def test_m10_last_svaa_run_takes_periods_up_to_its_submit_by_time() -> None:
    """Half an hour before 17:30 BST is 17:00 BST, where period 34 ends."""
    submit_by = shipped("m10").outages["OUT-SVAA"].submit_by[0]
    opens = planned("m10").outages["OUT-SVAA"].start
    assert submit_by.before is not None
    at = opens - timedelta(seconds=submit_by.before)
    (periods,) = submit_by.periods
    assert span_of(settlement_day(opens), periods.last)[1] == at
