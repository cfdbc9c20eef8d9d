"""The shipped library: M10 and M11 are what their skeletons say, mended and illustrative."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dependencies.check import check
from runbooks.library import library_names, source_of
from tests.runbooks.shelf import beside_skeleton, every_task, links, planned, shipped
from tests.runbooks.skeletons import rows

both = pytest.mark.parametrize("name", ["m10", "m11"])


@both
def test_library_holds_the_runbook_without_findings(name: str) -> None:
    """It is found by name, and `check` has neither an error nor a warning about it."""
    assert name in library_names()
    assert [str(finding) for finding in check(source_of(name)).findings] == []


@both
def test_library_says_that_it_is_illustrative(name: str) -> None:
    """The notice says so before anything else, and whose plan it is not."""
    notice = shipped(name).notice or ""
    assert notice.startswith("Illustrative")
    assert "not the MHHS programme's own" in notice


@pytest.mark.parametrize(("name", "tasks"), [("m10", 89), ("m11", 45)])
def test_library_holds_every_task_in_order(name: str, tasks: int) -> None:
    """Ids run from 001 on, and titles are those of the skeleton."""
    assert [task.id for task in shipped(name).tasks] == [
        f"{name.upper()}-{number:03}" for number in range(1, tasks + 1)
    ]
    assert [(t.id, t.title) for t, _ in beside_skeleton(name)] == [
        (row.id, row.title) for _, row in beside_skeleton(name)
    ]


@pytest.mark.parametrize(
    ("name", "letter", "first", "last"), [("m10", "G", 0, 10), ("m11", "H", 1, 8)]
)
def test_library_holds_every_gate_at_its_meeting(
    name: str, letter: str, first: int, last: int
) -> None:
    """Gates are in order, and each meets at the task that the skeleton names."""
    gates = {gate.id: gate.meeting for gate in shipped(name).gates}
    assert list(gates) == [f"{letter}{number}" for number in range(first, last + 1)]
    assert gates == {row.gate: row.id for row in rows(f"{name}_runbook") if row.gate}


@both
def test_library_gates_ask_for_evidence(name: str) -> None:
    """Each gate has one to four criteria, at least one of them blocking; no id serves twice."""
    gates = shipped(name).gates
    assert all(1 <= len(gate.criteria) <= 4 for gate in gates)
    assert all(any(c.blocking and c.evidence == "required" for c in g.criteria) for g in gates)
    ids = [criterion.id for gate in gates for criterion in gate.criteria]
    assert len(ids) == len(set(ids))


@both
def test_library_keeps_durations_and_earliest_times(name: str) -> None:
    """The likely duration and the not-before time are the skeleton's."""
    kept = [(t.id, t.duration.likely, str(t.not_before or "")) for t, _ in beside_skeleton(name)]
    assert kept == [(row.id, row.duration, row.not_before) for _, row in beside_skeleton(name)]


@both
def test_library_durations_are_ranges_unless_the_clock_does_it(name: str) -> None:
    """Only what the clock does, which lasts a minute, has one exact duration."""
    fixed = {task.id for task, _ in beside_skeleton(name) if task.duration.is_fixed}
    assert fixed == {task.id for task in shipped(name).tasks if task.run and task.run.wait}
    assert fixed == ({"M10-077", "M10-088"} if name == "m10" else set())


@both
def test_library_keeps_every_link(name: str) -> None:
    """The skeleton's links are all there; those added are the ones that mend it."""
    assert all(row.after <= links(task) for task, row in beside_skeleton(name))
    added = {t.id: links(t) - row.after for t, row in beside_skeleton(name) if links(t) - row.after}
    assert (
        added
        == {
            "m10": {
                "M10-015": {"M10-002"},
                "M10-054": {"M10-039", "M10-053"},
                "M10-068": {"M10-055"},
                "M10-076": {"M10-074", "M10-075"},
                "M10-079": {"M10-078"},
            },
            "m11": {"M11-037": {"M11-036"}, "M11-039": {"M11-038"}},
        }[name]
    )


@both
def test_library_keeps_the_systems_of_every_task(name: str) -> None:
    """What the skeleton names is used or worked on, if it is a system at all."""
    known = frozenset(shipped(name).systems)
    for task, row in beside_skeleton(name):
        assert row.systems & known <= {*task.uses, *task.works_on}, task.id


@both
def test_library_keeps_the_basis_of_every_task(name: str) -> None:
    """Sourced, mixed or assumed: as the skeleton marks it, and said of gates and outages too."""
    marks = {task.id: task.basis.mark for task, _ in beside_skeleton(name) if task.basis}
    assert marks == {row.id: row.mark for _, row in beside_skeleton(name)}
    runbook = shipped(name)
    assert all(gate.basis for gate in runbook.gates)
    assert all(outage.basis for outage in runbook.outages.values())


@both
def test_library_contacts_are_made_up(name: str) -> None:
    """Every party and system has a mailbox, in a domain that nobody can own."""
    runbook = shipped(name)
    desks = [party.contacts for party in runbook.parties.values()]
    desks += [system.contacts for system in runbook.systems.values()]
    assert all(desks)
    assert all((c.email or "").endswith(".example") for contacts in desks for c in contacts)
    assert not any(contact.phone for contacts in desks for contact in contacts)


@both
def test_library_plan_equals_the_skeleton(name: str) -> None:
    """Planned from its links, every task starts and ends when the skeleton says (UTC)."""
    times = {t.id: (t.early_start, t.early_finish) for t in planned(name).tasks.values()}
    assert times == {row.id: (row.start, row.end) for row in rows(f"{name}_runbook")}


@both
def test_library_declares_every_end(name: str) -> None:
    """A task that nothing waits for is a declared end, and the other way round."""
    tasks = every_task(shipped(name))
    awaited = frozenset[str]().union(*(links(task) for task in tasks))
    assert {t.id for t in tasks if t.id not in awaited} == {t.id for t in tasks if t.end}


def test_m11_watches_the_hour_that_happens_twice() -> None:
    """From 00:30 BST to 02:30 GMT on 26 October 2025 are three hours, not two."""
    watch = planned("m11").tasks["M11-040"]
    assert watch.early_start == datetime(2025, 10, 25, 23, 30, tzinfo=UTC)
    assert watch.early_finish == datetime(2025, 10, 26, 2, 30, tzinfo=UTC)


def test_m11_needs_no_outage_and_no_way_back() -> None:
    """An MPAN is moved back one by one, so there is neither rollback nor point of no return."""
    runbook = shipped("m11")
    assert not runbook.outages
    assert not runbook.rollback.tasks
    assert not any(gate.point_of_no_return for gate in runbook.gates)
    assert {gate.on_no_go for gate in runbook.gates} == {"replan", "hold"}
