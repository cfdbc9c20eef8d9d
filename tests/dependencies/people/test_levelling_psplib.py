"""Levelling instances of PSPLIB whose shortest makespans are known; see `tests/data/psplib`."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest
import yaml

from bench.psplib import main, outcome_of
from bench.psplib_files import Instance, instances_in, read_sm
from bench.psplib_runbooks import PERIOD, document_of, problems_in, starts_of
from dependencies.check import load
from dependencies.people.levelling import level

DATA = Path(__file__).parents[2] / "data" / "psplib"
INSTANCES = tuple(instances_in(DATA))
_SM = """\
projects                      :  1
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     8       4    0
  3      1     4       2    1
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
   12   13
************************************************************************
"""


def test_the_instances_are_there() -> None:
    """Eight, each with its shortest makespan."""
    assert len(INSTANCES) == 8
    assert all(instance.best for instance in INSTANCES)


@pytest.mark.parametrize("instance", INSTANCES, ids=lambda instance: instance.name)
def test_a_levelled_instance_keeps_precedence_capacities_and_bounds(instance: Instance) -> None:
    """Nor is it shorter than the shortest, or links alone longer."""
    assert outcome_of(instance).problems == ()


def test_levelled_instances_are_near_the_shortest() -> None:
    """Within 1 % on average, where 6 % is asked for."""
    assert mean(outcome_of(instance).deviation for instance in INSTANCES) < 0.01


def test_an_instance_is_levelled_from_its_file_on(tmp_path: Path) -> None:
    """Written as a runbook in YAML, checked, and levelled to its shortest makespan."""
    instance = next(each for each in INSTANCES if each.name == "j30_1_1")
    file = tmp_path / "j30.yaml"
    file.write_text(yaml.safe_dump(document_of(instance)), encoding="utf-8")
    levelled = level(load(str(file)))
    assert levelled.makespan == 43 * PERIOD
    assert not list(problems_in(instance, starts_of(instance, levelled)))


def test_the_checker_sees_what_is_broken() -> None:
    """With all activities at once neither precedence nor capacities are kept."""
    found = " ".join(problems_in(INSTANCES[0], [0] * len(INSTANCES[0].durations)))
    assert "starts before" in found
    assert "is overbooked at 0" in found


def test_the_format_of_the_library_itself_is_read() -> None:
    """Activities count from 0, and dashes and headings are no rows."""
    assert read_sm("j30_1_1", _SM, 8) == Instance(
        name="j30_1_1",
        durations=(0, 8, 4, 0),
        successors=((1, 2), (3,), (3,), ()),
        demands=((0, 0), (4, 0), (2, 1), (0, 0)),
        capacities=(12, 13),
        best=8,
    )


def test_the_benchmark_prints_what_came_of_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and no check broken."""
    assert main([str(DATA)]) == 0
    assert "precedence, capacities, bounds: 0 broken" in capsys.readouterr().out
