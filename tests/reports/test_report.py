"""Tests of the whole report: identities that hold for every run."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rehearsals.testing import Trial, a_runbook, a_task
from tests.reports.factories import data_of


@st.composite
def played_runs(draw: st.DrawFn) -> tuple[Trial, list[tuple[int, int]]]:
    """A run of a random DAG, played by drawn waits and lengths; with those (minutes) by task."""
    count = draw(st.integers(1, 7))
    minutes = st.integers(0, 90)
    tasks: list[dict[str, Any]] = []
    lived: list[tuple[int, int]] = []
    times: list[tuple[int, int]] = []
    for n in range(count):
        before = draw(st.sets(st.integers(0, n - 1))) if n else set()
        hold = draw(st.none() | st.integers(0, 200))
        fixed = {} if hold is None else {"not_before": f"T+{hold}m"}
        duration = f"{draw(minutes)}m"
        tasks.append(
            a_task(f"T{n}", *(f"T{p}" for p in sorted(before)), duration=duration, **fixed)
        )
        wait, work = draw(minutes), draw(minutes)
        ready = max([hold or 0, *(times[p][1] for p in before)])
        times.append((ready + wait, ready + wait + work))
        lived.append((wait, work))
    trial = Trial(a_runbook(*tasks))
    steps = [(at, 2 * n + end, n) for n, span in enumerate(times) for end, at in enumerate(span)]
    for at, order, n in sorted(steps):
        (trial.done if order % 2 else trial.start)(at, f"T{n}")
    return trial, lived


@given(played_runs())
def test_waiting_and_work_are_what_was_lived(played: tuple[Trial, list[tuple[int, int]]]) -> None:
    """Each task's waiting and work come out as they went in, whatever the DAG."""
    trial, lived = played

    tasks = data_of(trial)["tasks"]

    assert lived == [(task["waiting_minutes"], task["work_minutes"]) for task in tasks]


@given(played_runs())
def test_parts_of_every_variance_add_up(played: tuple[Trial, list[tuple[int, int]]]) -> None:
    """Finish variance = inherited + waiting + work variance, without remainder."""
    for task in data_of(played[0])["tasks"]:
        parts = task["inherited_minutes"] + task["waiting_minutes"] + task["work_variance_minutes"]
        assert math.isclose(task["finish_variance_minutes"], parts, abs_tol=1e-9)


@given(played_runs())
def test_the_actual_chain_accounts_for_all_the_time(
    played: tuple[Trial, list[tuple[int, int]]],
) -> None:
    """From the opening to the finish every minute is slack, waiting or work of the chain."""
    data = data_of(played[0])
    spent = data["chains"]["finish"]["actual"]["spent"]

    lasted = (_instant(data["finished_at"]) - _instant(data["opened_at"])) / timedelta(minutes=1)

    assert math.isclose(lasted, sum(spent.values()), abs_tol=1e-9)


@given(played_runs())
def test_a_chain_links_each_task_to_a_predecessor_that_released_it(
    played: tuple[Trial, list[tuple[int, int]]],
) -> None:
    """Each step was released the very moment the step before it was settled."""
    steps: list[dict[str, Any]] = data_of(played[0])["chains"]["finish"]["actual"]["steps"]

    for before, after in pairwise(steps):
        assert after["released_at"] == before["settled_at"]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
