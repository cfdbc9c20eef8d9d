"""The difference between two plans, and the plan with such changes made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dependencies.shifting import rebuilt
from rehearsals.core.plan.diff import amended, diff
from rehearsals.core.words import Change
from rehearsals.testing import a_gate, a_runbook, a_task
from runbooks.errors import AmendmentError
from runbooks.model import Runbook
from tests.rehearsals.core.random_runs import a_random_runbook
from tests.rehearsals.core.tape import Tape

SHAPES = st.binary(min_size=60, max_size=60)
THREE = (a_task("A"), a_task("B", "A"), a_task("C", "B"))


def changes_of(before: Runbook, after: Runbook) -> list[tuple[str, str, str]]:
    """Kind, id and what happened to it, of every change."""
    return [(one.kind, one.id, _word(one)) for one in diff(before, after)]


def _word(change: Change) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


@given(SHAPES, SHAPES)
def test_the_changes_between_two_plans_lead_from_one_to_the_other(
    first: bytes, second: bytes
) -> None:
    """Also where both hold other tasks, gates and outages; the order of tasks comes along."""
    before = a_random_runbook(Tape(first))
    after = rebuilt(a_random_runbook(Tape(second)), start=before.start)
    made = amended(before, diff(before, after))
    assert made == after
    assert list(made.task_by_id) == list(after.task_by_id)


def test_a_plan_does_not_differ_from_itself() -> None:
    """Nothing is changed where nothing is."""
    book = a_runbook(*THREE, gates=[a_gate("G", "B")])
    assert diff(book, book) == ()


def test_changes_are_named_by_kind_and_id() -> None:
    """What is taken out, what is changed, and what is added."""
    before = a_runbook(*THREE, gates=[a_gate("G", "B")])
    after = a_runbook(
        a_task("A"),
        a_task("B", "A", duration="1h"),
        a_task("N", "B"),
        gates=[a_gate("G", "B", decider="recco")],
        outages={"OUT": {"system": "EES", "from": "T+1h", "to": "T+2h"}},
    )
    assert changes_of(before, after) == [
        ("task", "C", "removed"),
        ("task", "B", "changed"),
        ("task", "N", "added"),
        ("gate", "G", "changed"),
        ("outage", "OUT", "added"),
    ]


def test_an_added_task_stands_where_it_was_written() -> None:
    """Not at the end of the plan, where nobody would look for it."""
    before = a_runbook(*THREE)
    after = a_runbook(a_task("X"), THREE[0], a_task("Y", "A"), a_task("Z", "A"), *THREE[1:])
    assert list(amended(before, diff(before, after)).task_by_id) == ["X", "A", "Y", "Z", "B", "C"]


def test_the_order_of_what_stays_is_no_change() -> None:
    """Sorting a file anew amends nothing."""
    assert diff(a_runbook(*THREE), a_runbook(*reversed(THREE))) == ()


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"start": "2026-01-12T10:00"}, "start"),
        ({"timezone": "UTC"}, "timezone"),
        ({"groups": {}, "title": "Another"}, "title, groups"),
        ({"systems": {}}, "systems"),
    ],
)
def test_what_an_amendment_does_not_reach_is_refused(
    changed: dict[str, object], named: str
) -> None:
    """All of it is named at once."""
    with pytest.raises(AmendmentError, match=f"does not reach {named}:"):
        diff(a_runbook(*THREE), a_runbook(*THREE, **changed))


def test_a_party_is_not_taken_out() -> None:
    """It may be in the journal already; a party that leaves is recorded as such."""
    parties = {key: {"name": key.upper()} for key in ("si", "sro", "recco", "north")}
    with pytest.raises(AmendmentError, match="does not take parties out: south"):
        diff(a_runbook(*THREE), a_runbook(*THREE, parties=parties))


def test_a_change_of_what_was_changed_meanwhile_is_refused() -> None:
    """What it says stood before must stand now."""
    before = a_runbook(*THREE)
    (change,) = diff(before, a_runbook(*THREE[:2], a_task("C", "B", duration="1h")))
    meanwhile = a_runbook(*THREE[:2], a_task("C", "B", duration="2h"))
    with pytest.raises(AmendmentError, match="Task C is not any more what it was"):
        amended(meanwhile, (change,))


def test_a_change_of_what_is_gone_is_refused() -> None:
    """It cannot be made."""
    before = a_runbook(*THREE)
    (change,) = diff(before, a_runbook(*THREE[:2]))
    with pytest.raises(AmendmentError, match="Task C is not in the plan any more"):
        amended(a_runbook(*THREE[:2]), (change,))


def test_an_object_keeps_its_id() -> None:
    """A change of A does not make a B."""
    book = a_runbook(a_task("A"))
    change = Change(kind="task", id="A", before=a_data("A"), after=a_data("B"))
    with pytest.raises(AmendmentError, match="Task A keeps its id"):
        amended(book, (change,))


def test_what_has_not_the_form_of_a_task_is_refused() -> None:
    """The problem is named where it is."""
    change = Change(kind="task", id="B", after={"id": "B", "title": "Do\x07", "colour": "red"})
    with pytest.raises(AmendmentError, match="tasks 1 title: it holds the control character"):
        amended(a_runbook(a_task("A")), (change,))


def a_data(task: str) -> dict[str, object]:
    """The canonical data of a task of the factories."""
    return {"id": task, "title": "Do A", "party": "si", "duration": "30m"}
