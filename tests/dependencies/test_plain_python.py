"""Small plans are reckoned in plain Python, until loading numba is worth the while: the same."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings

from dependencies.kernels.compiled import SMALL, WhenCalled
from dependencies.kernels.sorting import topological_order
from dependencies.plan import Plan
from dependencies.planner import plan
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.strategies_facts import questions

_PLANNED = """
import sys
from dependencies.check import load
from dependencies.planner import plan
plan(load("m10"))
print("numba" in sys.modules)
"""


def planned(asked: Asked, *, patience: float) -> Plan:
    """The plan, with so many seconds left for plain Python."""
    now = None if asked.now is None else instant(asked.now)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhenCalled, "patience", patience)
        return plan(asked.runbook, asked.scope, facts=asked.facts, now=now)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_plans_are_the_same_in_plain_python(asked: Asked) -> None:
    """With all that a plan looks at, under way and in part."""
    assert planned(asked, patience=60) == planned(asked, patience=0)


def test_small_plan_does_not_wait_for_numba() -> None:
    """Nor does whoever looks at a board."""
    done = subprocess.run(
        [sys.executable, "-c", _PLANNED], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False"]


@pytest.mark.parametrize(("tasks", "plainly"), [(SMALL - 1, True), (SMALL, False)])
def test_large_networks_are_reckoned_by_machine_code(
    monkeypatch: pytest.MonkeyPatch, tasks: int, *, plainly: bool
) -> None:
    """Of the offsets of links there is one more than of tasks."""
    monkeypatch.setattr(WhenCalled, "patience", 60.0)

    topological_order(np.zeros(tasks + 1, np.int32), np.zeros(0, np.int32))

    assert (WhenCalled.patience < 60) == plainly


def test_patience_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever plans over and over has it compiled in the end."""
    monkeypatch.setattr(WhenCalled, "patience", 1e-9)
    first, source = np.zeros(4, np.int32), np.zeros(0, np.int32)

    topological_order(first, source)
    left = WhenCalled.patience
    topological_order(first, source)

    assert left < 0
    assert WhenCalled.patience == left
