"""What somebody supposes of a task, as it is typed and as it changes the runbook."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dependencies.supposing import Supposed, read_supposed, supposing
from runbooks.errors import PlanError
from runbooks.tasks import Task
from tests.dependencies.factories import a_runbook, a_task

BOOK = a_runbook(
    a_task("M10-052", duration={"low": "1h", "likely": "4h", "high": "9h"}),
    a_task("M10-053", fixed="2025-09-01T12:00"),
)


def supposed(*texts: str) -> Task:
    """The first task if that were so."""
    changed = supposing(BOOK, [read_supposed(text) for text in texts], BOOK.task_by_id)
    return changed.tasks[0]


@pytest.mark.parametrize(
    ("text", "minutes"), [("=+90m", 330), ("=-15m", 225), ("=2h", 120), ("=+0m", 240)]
)
def test_a_length_is_given_by_its_change_or_whole(text: str, minutes: int) -> None:
    """A sign makes it a change of the likely length."""
    assert supposed(f"M10-052{text}").duration.likely == minutes * 60


def test_suppositions_about_one_task_add_up() -> None:
    """One after the other, as they are given."""
    assert supposed("M10-052=+1h", "M10-052=+30m").duration.likely == 330 * 60


def test_a_task_may_be_supposed_to_begin_later() -> None:
    """Not before a time; one with a fixed start has another fixed start."""
    assert str(supposed("M10-052@2025-09-02T12:00").not_before) == "2025-09-02T12:00"
    changed = supposing(BOOK, [read_supposed("M10-053@T+5h")], BOOK.task_by_id)
    assert (str(changed.tasks[1].fixed), changed.tasks[1].not_before) == ("T+5h", None)


@pytest.mark.parametrize(
    "text", ["M10-052", "M10-052=", "=+1h", "M10-052=90", "M10-052=+x", "M10-052@noon", "a b=1h"]
)
def test_what_supposes_nothing_says_how_to_write_it(text: str) -> None:
    """With an example of each form."""
    with pytest.raises(ValueError, match=r"write it like M10-052=\+90m, M10-052=2h or M10-052@"):
        read_supposed(text)


def test_an_unknown_task_names_the_one_that_was_meant() -> None:
    """And one that is out of scope is not called unknown."""
    with pytest.raises(PlanError, match=r"no task 'M10-52'\. Did you mean M10-052"):
        supposed("M10-52=+1h")
    with pytest.raises(PlanError, match="M10-052 is not in the part that is planned"):
        supposing(BOOK, [read_supposed("M10-052=+1h")], {"M10-053"})


@pytest.mark.parametrize(("text", "how"), [("=-5h", "less than nothing"), ("=+3660d", "ten years")])
def test_a_length_that_is_none_is_refused(text: str, how: str) -> None:
    """With the length that the task has."""
    with pytest.raises(PlanError, match=rf"{how}.*: M10-052 takes 4h"):
        supposed(f"M10-052{text}")


@given(seconds=st.integers(-(10**6), 10**6))
def test_a_change_reads_back_as_it_is_written(seconds: int) -> None:
    """Its text is its value."""
    one = Supposed(task="M10-052", by=seconds)
    assert read_supposed(str(one)) == one
