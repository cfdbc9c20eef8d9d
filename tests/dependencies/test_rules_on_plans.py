"""What the rules on plans say: the deadline, by how much it is missed, and what drives it."""

from __future__ import annotations

from dependencies.check import check
from runbooks.findings import Finding
from runbooks.library import Source
from runbooks.writer import dump
from tests.dependencies.factories import a_runbook, a_task, an_outage

PARTIES = {"si": {"name": "Integrator"}}
SYSTEMS = {"EES": {"name": "Enquiry Service"}}


def findings(*tasks: object, **fields: object) -> list[Finding]:
    """What checking a runbook of these tasks finds."""
    book = a_runbook(*tasks, parties=PARTIES, systems=SYSTEMS, **fields)  # type: ignore[arg-type]
    return [one.finding for one in check(Source(name="f.yaml", text=dump(book))).findings]


def test_a_missed_deadline_names_the_end_of_a_long_chain() -> None:
    """The last six tasks, which are nearest to it."""
    tasks = [a_task("T0"), *(a_task(f"T{n}", f"T{n - 1}") for n in range(1, 8))]
    (found,) = findings(*tasks, a_task("E", "T7", not_after="T+8h30m", end=True))
    assert found.severity == "warning"
    assert found.message == (
        "Task E is planned to finish Mon 01 Sep 18:00 BST, 30 min after its `not_after`, Mon 01 "
        "Sep 17:30 BST; it is driven by ... > T3 > T4 > T5 > T6 > T7 > E."
    )


def test_a_fixed_start_that_cannot_be_kept_says_when_it_can_start() -> None:
    """Its predecessor takes too long."""
    (found,) = findings(a_task("A", duration="4h"), a_task("B", "A", fixed="T+3h", end=True))
    assert found.message.startswith("Task B cannot start before Mon 01 Sep 13:00 BST, 1 h 00 min")
    assert found.path == ("tasks", 1, "fixed")


def test_an_outage_by_the_clock_that_is_too_long_has_no_chain() -> None:
    """Nothing but its own times drives it."""
    outage = {"system": "EES", "from": "T+0h", "to": "T+5h", "hard_limit": "4h"}
    (found,) = findings(a_task("A", end=True), outages={"OUT": outage})
    assert found.message.endswith("1 h 00 min after its `hard_limit`, Mon 01 Sep 13:00 BST.")


def test_a_kept_deadline_with_float_enough_is_no_finding() -> None:
    """Nor is one without a limit of float."""
    tasks = (a_task("A", not_after="T+2h", end=True),)
    assert not findings(*tasks, float_limit="1h")
    assert not findings(*tasks)


def test_little_float_says_how_little_and_how_much_there_should_be() -> None:
    """One hour is left, two are asked for."""
    (found,) = findings(a_task("A", not_after="T+2h", end=True), float_limit="2h")
    assert "only 1 h 00 min before its `not_after`" in found.message
    assert "the float should be 2 h 00 min at least; it is driven by A." in found.message


def test_a_task_for_which_there_is_no_room_is_named() -> None:
    """Its calendar is open while a blackout holds it, and never again."""
    closed = {"once": {"closed": ["2025-09-02..2199-12-31"]}}
    hold = {"title": "Hold", "windows": [{"from": "T+0h", "to": "T+1d"}]}
    found = findings(
        *(a_task("A", calendar="always"), a_task("B", calendar="once", end=True)),
        calendars=closed,
        blackouts={"HOLD": hold | {"tasks": ["B"]}},
    )
    plain = [one for one in found if one.rule == "no-plan"]
    assert [one.path for one in plain] == [("tasks", 1)]
    assert "There is no plan: B fits nowhere" in plain[0].message


def test_a_task_that_cannot_wait_for_an_outage_says_why() -> None:
    """What ends the outage comes behind the task that needs its system."""
    found = findings(
        *(a_task("A", works_on=["EES"]), a_task("B", "A", uses=["EES"])),
        a_task("C", "B", works_on=["EES"], end=True),
        outages={"OUT": an_outage("A", "C", rollback_closes=None)},
    )
    (use,) = [one for one in found if one.rule == "outage-use"]
    assert "and cannot wait for its end: what closes it, C, comes behind B." in use.message
