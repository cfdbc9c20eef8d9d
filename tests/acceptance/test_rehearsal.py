"""The M10 dress rehearsal, played by the command line: whole, repeatable, verifiable, reported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.acceptance.night import Night, TaskNight, read_night

CALLBOARD = str(Path(sys.executable).with_name("callboard"))
REHEARSE = ("rehearse", "m10", "--simulate", "--seed", "7", "--run", "DR1", "--executor", "local")
LONDON = ZoneInfo("Europe/London")


def callboard(home: Path, *words: str) -> str:
    """Run the command as a user would; its standard output. It must succeed."""
    done = subprocess.run(
        [CALLBOARD, *words],
        env=os.environ | {"CALLBOARD_HOME": str(home), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory in which the M10 rehearsal DR1 has been played with seed 7."""
    home = tmp_path_factory.mktemp("home")
    callboard(
        home,
        *["rehearse", "m10", "--simulate", "--seed", "7", "--run", "DR1", "--executor", "local"],
    )
    return home


@pytest.fixture(scope="module")
def export(home: Path) -> str:
    """The exported journal of the rehearsal."""
    callboard(home, "export", "DR1", str(home / "dr1.jsonl"))
    return (home / "dr1.jsonl").read_text()


@pytest.fixture(scope="module")
def night(export: str) -> Night:
    """The rehearsal as its exported journal tells it."""
    return read_night(export)


@pytest.fixture(scope="module")
def report(home: Path) -> dict[str, Any]:
    """The report's data."""
    callboard(home, "report", "DR1", "--json", str(home / "dr1.json"))
    return dict(json.loads((home / "dr1.json").read_text()))


def test_all_89_tasks_are_finished(night: Night) -> None:
    """The night comes to its end with nothing left open."""
    assert len(night.runbook["tasks"]) == 89
    assert all(night.tasks[task["id"]].finished for task in night.runbook["tasks"])
    assert night.closed is not None


def test_every_gate_is_decided_go_in_the_end(night: Night) -> None:
    """Eleven gates, each with its sequence of decisions."""
    assert sorted(night.decisions) == sorted(f"G{n}" for n in range(11))
    assert all(outcomes[-1] == "go" for outcomes in night.decisions.values())


def test_all_six_outages_open_and_close(night: Night) -> None:
    """No system stays out of service."""
    assert len(night.opened_outages) == 6
    assert night.opened_outages.keys() == night.closed_outages.keys()


def test_same_seed_and_run_give_a_byte_identical_export(export: str, tmp_path: Path) -> None:
    """Played again elsewhere, the journal is the same to the byte."""
    callboard(
        tmp_path,
        *["rehearse", "m10", "--simulate", "--seed", "7", "--run", "DR1", "--executor", "local"],
    )
    callboard(tmp_path, "export", "DR1", str(tmp_path / "again.jsonl"))

    assert (tmp_path / "again.jsonl").read_text() == export


def test_prefect_and_the_local_executor_give_the_same_export(export: str, tmp_path: Path) -> None:
    """What carries the automated tasks leaves no trace in the journal."""
    callboard(tmp_path, *REHEARSE[:-2])
    callboard(tmp_path, "export", "DR1", str(tmp_path / "again.jsonl"))

    assert (tmp_path / "prefect" / "prefect.db").exists()
    assert (tmp_path / "again.jsonl").read_text() == export


def test_journal_and_export_verify_with_the_same_head(
    home: Path, export: str, night: Night
) -> None:
    """`verify` names the head of both, and the report carries it."""
    (home / "copy.jsonl").write_text(export)

    assert night.last_hash in callboard(home, "verify", "DR1")
    assert night.last_hash in callboard(home, "verify", str(home / "copy.jsonl"))


def test_report_carries_the_head_of_the_journal(report: dict[str, Any], night: Night) -> None:
    """Whoever holds the report can tell whether a journal is the one it was made from."""
    assert (report["head"]["seq"], report["head"]["hash"]) == (night.events, night.last_hash)


def test_report_times_are_the_journals(report: dict[str, Any], night: Night) -> None:
    """Ready, started and finished of every task, computed here from the lines alone."""
    written = {task["id"]: task for task in night.runbook["tasks"]}
    for task in report["tasks"]:
        ours = night.tasks[task["id"]]
        not_before = written[task["id"]].get("not_before")
        ready = night.ready(written[task["id"]], local_instant(not_before))
        assert instant(task["ready_at"]) == ready, task["id"]
        assert instant(task["started_at"]) == ours.starts[0]
        assert instant(task["finished_at"]) == ours.finished


def test_report_keeps_waiting_and_work_apart(report: dict[str, Any], night: Night) -> None:
    """Work is the attempts alone; waiting is all the rest since the task was ready."""
    for task in report["tasks"]:
        ours = night.tasks[task["id"]]
        work = worked(ours)
        ready = instant(task["ready_at"])
        assert ours.finished is not None
        assert task["work_minutes"] == pytest.approx(work)
        assert task["waiting_minutes"] == pytest.approx(minutes(ready, ours.finished) - work)


def test_report_outages_are_the_journals(report: dict[str, Any], night: Night) -> None:
    """When each system went and came back."""
    for outage in report["outages"]:
        opened, closed = instant(outage["opened_at"]), instant(outage["closed_at"])
        assert opened == night.opened_outages[outage["id"]]
        assert closed == night.closed_outages[outage["id"]]
        assert outage["actual_minutes"] == pytest.approx(minutes(opened, closed))


def test_report_names_the_ten_largest_variances(report: dict[str, Any], night: Night) -> None:
    """The ten finishes farthest from the plan, farthest first."""
    variance = {}
    for task in report["tasks"]:
        finished = night.tasks[task["id"]].finished
        assert finished is not None
        variance[task["id"]] = minutes(instant(task["planned_finish"]), finished)
    largest = sorted((abs(v) for v in variance.values()), reverse=True)[:10]

    assert [abs(v["finish_variance_minutes"]) for v in report["variances"]] == pytest.approx(
        largest
    )


def test_nothing_started_before_its_predecessors(night: Night) -> None:
    """The order of the runbook holds, all night long."""
    for task in night.runbook["tasks"]:
        for before in task.get("after", []):
            finished = night.tasks[before].finished
            assert finished is not None
            assert finished <= night.tasks[task["id"]].starts[0]


def worked(task: TaskNight) -> float:
    """Minutes of all attempts; between two of them nobody worked."""
    assert all(end <= start for end, start in pairwise([*task.ends[:1], *task.starts[1:]]))
    return sum(minutes(start, end) for start, end in zip(task.starts, task.ends, strict=True))


def local_instant(wall: str | None) -> datetime | None:
    """A wall-clock time in London as an instant."""
    return datetime.fromisoformat(wall).replace(tzinfo=LONDON) if wall else None


def instant(text: str) -> datetime:
    """An RFC 3339 text as an instant."""
    return datetime.fromisoformat(text)


def minutes(start: datetime, end: datetime) -> float:
    """Minutes between two instants."""
    return (end - start).total_seconds() / 60
