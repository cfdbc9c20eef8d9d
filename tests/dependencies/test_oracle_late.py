"""The latest dates and the floats of the slow planner, against answers worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from dependencies.progress import Progress
from runbooks.outages import Edge
from tests.dependencies.factories import a_runbook, a_task, an_outage
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import Early, early_dates
from tests.dependencies.oracle_late import Target, free_float, late_dates, slip
from tests.dependencies.oracle_targets import target

#: A Monday in winter, when London is on UTC.
START = "2025-12-01T09:00"
#: What ends the plan: the whole day until 21:00.
END = a_task("END", duration="12h")


def early_of(*tasks: Any, **fields: Any) -> Early:
    """The earliest dates of some tasks."""
    return early_dates(Asked(a_runbook(*tasks, start=START, **fields)))


def floats(early: Early, towards: Target | None = None) -> dict[str, int]:
    """Minutes of float towards a target."""
    late = late_dates(early, towards)
    return {key: slip(early, key, one) // 60 for key, one in late.items()}


@pytest.mark.parametrize(
    ("link", "total", "free"),
    [
        pytest.param({"link": "FS", "lag": "30m"}, 30, 0, id="finish to start"),
        pytest.param({"link": "FS", "lag": "-30m"}, 90, 0, id="with a lead"),
        pytest.param({"link": "SS", "lag": "15m"}, 165, 0, id="start to start"),
        pytest.param({"link": "FF", "lag": "15m"}, 105, 0, id="finish to finish"),
        pytest.param({"link": "SF", "lag": "90m"}, 150, 0, id="start to finish"),
    ],
)
def test_links_limit_what_goes_before(link: dict[str, Any], total: int, free: int) -> None:
    """A lasts two hours, B behind it one, C three more; the plan ends after seven."""
    tasks = a_task("A", duration="2h"), a_task("B", {"task": "A", **link})
    early = early_of(*tasks, a_task("C", "B", duration="3h"), a_task("END", duration="7h"))
    assert (floats(early)["A"], free_float(early, "A") // 60) == (total, free)


def test_nothing_ends_after_the_plan() -> None:
    """A lead to a successor does not let a task outlast the plan."""
    early = early_of(a_task("A"), a_task("B", {"task": "A", "lag": "-3h"}, duration="2h"))
    assert floats(early) == {"A": 60, "B": 0}


def test_free_float_is_what_the_next_task_does_not_feel() -> None:
    """B may slip by an hour before C moves; A by none before B does, by one before C."""
    early = early_of(
        a_task("A"), a_task("B", "A"), a_task("C", "B", not_before="2025-12-01T12:00"), END
    )
    assert {key: free_float(early, key) // 60 for key in "ABC"} == {"A": 0, "B": 60, "C": 480}


@pytest.mark.parametrize(
    ("duration", "late"),
    [
        pytest.param("2h", "15:00:00", id="so as to be done by closing time"),
        pytest.param("0m", "16:59:59", id="a moment is within working time"),
    ],
)
def test_latest_start_is_in_working_time(duration: str, late: str) -> None:
    """The plan ends at 21:00, office hours at 17:00."""
    early = early_of(a_task("A", duration=duration, calendar="england"), END)
    assert f"{instant(late_dates(early)['A'].start):%H:%M:%S}" == late


@pytest.mark.parametrize(
    ("duration", "late"),
    [
        pytest.param("2h", "18:00:00", id="behind both"),
        pytest.param("4h", "10:00:00", id="only before them"),
        pytest.param("0m", "20:00:00", id="a moment"),
    ],
)
def test_latest_start_is_clear_of_windows(duration: str, late: str) -> None:
    """Everything stands still from 14:00 to 15:00 and from 16:00 to 18:00; the plan ends at 20."""
    windows = [{"from": "T+5h", "to": "T+6h"}, {"from": "T+7h", "to": "T+9h"}]
    blackout = {"title": "Freeze", "windows": windows, "parties": ["si"]}
    end = a_task("END", duration="11h", party="recco")
    early = early_of(a_task("A", duration=duration), end, blackouts={"B1": blackout})
    assert f"{instant(late_dates(early)['A'].start):%H:%M:%S}" == late


def test_float_towards_a_gate_is_not_that_towards_the_end() -> None:
    """The meeting waits for its time at noon: towards it A has two hours; Z does not matter."""
    tasks = a_task("A"), a_task("M", "A", not_before="T+3h"), a_task("Z"), END
    early = early_of(*tasks)
    assert floats(early, target(early, Edge(task="M", at="start"))) == {"A": 120, "M": 0}


def test_who_closes_an_outage_has_the_float_of_who_waits_for_it() -> None:
    """U waits until O2 has closed the outage at 13:00; with two hours it ends the plan at 15:00."""
    outage = an_outage("O1", "O2", impact="unavailable")
    tasks = a_task("O1"), a_task("O2", "O1", duration="3h"), a_task("Z", duration="7h")
    user = a_task("U", "O1", duration="2h", uses=["EES"])
    early = early_of(*tasks, user, outages={"OUT": outage})
    assert floats(early) == {"O1": 60, "O2": 60, "Z": 0, "U": 60}
    assert free_float(early, "O2") == 0


def test_what_is_over_has_no_float_and_what_runs_may_end_later() -> None:
    """It is 11:00; A is over, B runs until noon and may last an hour longer."""
    facts = {
        "A": Progress(started=instant(0), finished=instant(60)),
        "B": Progress(started=instant(1764583200), remaining=3600),
    }
    tasks = a_task("A"), a_task("B", "A"), a_task("C", "B"), a_task("D", duration="3h")
    runbook = a_runbook(*tasks, start=START)
    early = early_dates(Asked(runbook, facts=facts, now=1764586800))
    assert floats(early) == {"A": 0, "B": 60, "C": 60, "D": 0}
