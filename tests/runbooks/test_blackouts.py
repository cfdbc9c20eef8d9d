"""Blackouts: which tasks stand still in their windows."""

from __future__ import annotations

from typing import Any

import pytest

from runbooks.blackouts import Blackout
from tests.dependencies.factories import a_task


def blackout(**fields: Any) -> Blackout:
    """A blackout of a day."""
    windows = [{"from": "T+0m", "to": "T+1d"}]
    return Blackout.model_validate({"title": "Freeze", "windows": windows, **fields})


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        pytest.param({}, True, id="all tasks"),
        pytest.param({"tasks": ["B", "A"]}, True, id="named"),
        pytest.param({"parties": ["si"]}, True, id="of its party"),
        pytest.param({"systems": ["EES"]}, True, id="of a system it uses"),
        pytest.param({"systems": ["CSS"]}, True, id="of a system it works on"),
        pytest.param({"systems": ["DIP"], "tasks": ["A"]}, True, id="by one of them"),
        pytest.param({"systems": ["DIP"], "parties": ["dcc"], "tasks": ["B"]}, False, id="others"),
        pytest.param({"parties": ["sro"]}, False, id="who only attends"),
    ],
)
def test_blackout_holds_what_it_names(fields: dict[str, Any], held: bool) -> None:
    """The tasks, those of the parties, and those on the systems; without any of them, all."""
    task = a_task("A", uses=["EES"], works_on=["CSS"], **{"with": ["sro"]})
    assert blackout(**fields).holds(task) is held
