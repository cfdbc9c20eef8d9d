"""Senders that are killed lose nothing; the long run of it is `bench/notices_killed.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.notices_judged import judged
from bench.notices_sample import count_amiss

ROOT = Path(__file__).parents[3]


@pytest.mark.timeout(120)
def test_killed_senders_lose_nothing_and_show_nothing_twice(tmp_path: Path) -> None:
    """Two at once, killed in the middle, with a newer revision half-way, on a real network."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.notices_killed", "600", "8"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 8 kills, " in done.stdout
    assert "(0 under two ids), 0 lost, 0 shown twice, 0 left, 0 amiss at the sample" in done.stdout


def test_the_trial_sees_what_is_lost_doubled_or_under_two_ids() -> None:
    """It would say so."""
    report = {
        "posts": 5,
        "ids": {"a": 2, "b": 1, "c": 1},
        "said": {"/r-1 DR1-OUT-EES 1": ["a", "b"], "/r-2 DR1-OUT-EES 0": ["c"]},
        "shown": {"/r-1 DR1-OUT-EES": [1, 1], "/r-2 DR1-OUT-EES": [0]},
    }
    found = judged(report, ["r-1", "r-2", "r-3"], kills=0, waiting=1)

    assert (found.twice, found.under_two_ids, found.lost, found.doubled) == (1, 1, 2, 1)
    assert not found.well


def test_the_trial_sees_what_the_documented_receiver_lacks_or_showed_twice() -> None:
    """Of three notices one is whole."""
    said = ["A rev 0 firm", "A rev 1 firm", "B rev 1 firm", "B rev 1 firm", "C rev 0 firm"]
    assert count_amiss({"A": 1, "B": 1, "C": 0}, said, ["A", "B", "C"], 1) == 2
    assert count_amiss({}, [], ["A"], 1) == 1
