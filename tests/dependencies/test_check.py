"""Checking runbooks: everything at once, in order, and never an exception."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dependencies.check import check, load
from runbooks.document import read_document
from runbooks.errors import RunbookInvalid, RunbookNotFound
from runbooks.findings import Path
from runbooks.library import Source
from runbooks.model import Runbook
from runbooks.writer import dump
from tests.runbooks.golden_files import INVALID, VALID
from tests.runbooks.strategies import runbooks

ANYTHING = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
EVERYTHING = next(f for f in VALID if f.stem == "everything").read_text(encoding="utf-8")
SEVERAL = next(f for f in INVALID if f.stem == "several-at-once")
SMALL = """\
runbook: small
title: Small
start: 2025-09-01T09:00
parties: {si: {name: Integrator}}
tasks:
  - {id: A, title: First, party: si, duration: 1h}
  - {id: B, title: Second, party: si, duration: 1h, after: [A]}
"""


def _rules(text: str) -> list[str]:
    return [f.finding.rule for f in check(Source(name="f.yaml", text=text)).findings]


def test_check_keeps_warnings_apart_from_errors() -> None:
    """A runbook with a warning only is whole and can be used."""
    checked = check(Source(name="f.yaml", text=SMALL))
    assert checked.errors == ()
    assert [f.finding.rule for f in checked.warnings] == ["no-successor"]
    assert checked.runbook is not None


def test_check_gives_no_runbook_that_is_not_whole() -> None:
    """What was left out must not be planned without notice."""
    assert check(Source(name="f.yaml", text=SMALL + "colour: red\n")).runbook is None


def test_check_does_not_call_left_out_tasks_unknown() -> None:
    """A link to a task that is only badly written is not an unknown id."""
    assert _rules(SMALL.replace("First, party: si", "First")) == ["missing-owner", "no-successor"]


def test_check_does_not_miss_a_link_that_was_left_out() -> None:
    """A task named only by a badly written link does not lack a successor."""
    assert _rules(SMALL.replace("[A]}", "A, end: true}")) == ["schema"]


def test_check_follows_the_links_of_tasks_that_are_not_whole() -> None:
    """A circle is found although one of its tasks lacks an owner, and another its duration."""
    text = SMALL.replace("First, party: si", "First, after: [B]").replace(
        "si, duration: 1h,", "si,"
    )
    assert _rules(text) == ["missing-owner", "cycle", "missing-duration"]


def test_check_does_not_plan_with_stand_ins() -> None:
    """Whether a task uses a system during its outage is not judged by an invented duration."""
    text = SMALL.replace("[A]", "[A], uses: [X]") + (
        "systems: {X: {name: X}}\n"
        "outages: {O: {system: X, opens: {task: A, at: start}, closes: {task: B, at: finish}}}\n"
    )
    assert "outage-use" in _rules(text)
    assert "outage-use" not in _rules(text.replace("si, duration: 1h}", "si}"))


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    steps = (
        value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0)
    )
    for step in steps:
        yield from _paths(value[step], (*path, step))


def _declares(path: Path) -> bool:
    """Whether an id would no longer be declared if the value at a path were another."""
    return path[-1] in {"id", "tasks"} or path[-2:-1] in {("tasks",), ("gates",)}


def _enclosed(data: Any, path: Path) -> str:
    """The data as text, with the value at a path wrapped in two lists: wrong everywhere."""
    changed = copy.deepcopy(data)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = [[holder[path[-1]]]]
    return json.dumps(changed)


def test_check_finds_no_fault_with_what_stands_in() -> None:
    """A wrong value anywhere is a fault of form, and no rule holds against what is in its place."""
    data = read_document(EVERYTHING, "f.yaml").data
    form = {"schema", "bad-id", "bad-duration", "bad-time"}
    for path in _paths(data):
        if len(path) > 1 and not _declares(path):
            assert set(_rules(_enclosed(data, path))) <= form, path


@pytest.mark.parametrize(
    ("written", "rules"),
    [("ende: true", ["unknown-key"]), ("colour: red", ["no-successor", "unknown-key"])],
)
def test_check_does_not_miss_what_an_unknown_key_resembles(written: str, rules: list[str]) -> None:
    """A mistyped key is one fault, not a fault and an absence."""
    assert _rules(SMALL.replace("[A]", f"[A], {written}")) == rules


def test_check_names_a_circle_of_every_knot() -> None:
    """Tasks that wait for each other elsewhere are not hidden by the first circle."""
    text = SMALL.replace("si, duration: 1h}", "si, duration: 1h, after: [B]}") + (
        "  - {id: C, title: Third, party: si, duration: 1h, after: [C]}\n"
    )
    assert _rules(text) == ["cycle", "cycle"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2026-10-25T01:30+05:00", "2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00"),
        ("2026-06-01T12:00Z", "2026-06-01T12:00+01:00; or 2026-06-01T13:00+01:00"),
        ("2026-03-29T01:30+00:00", "2026-03-29T02:30+01:00"),
    ],
)
def test_check_names_the_offset_that_a_zone_has(written: str, hint: str) -> None:
    """A wrong offset comes with the right one, and with the same instant as the zone shows it."""
    text = SMALL.replace("[A]", f"[A], end: true, not_before: {written}")
    [found] = check(Source(name="f.yaml", text=text)).errors
    assert found.finding.rule == "wrong-offset"
    assert hint in found.finding.hint


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_check_refuses_years_without_known_clocks(year: int) -> None:
    """A local time lies from 1970 to 2199; beyond, a zone shows times that nobody ever kept."""
    text = SMALL.replace("[A]", f"[A], end: true, not_before: {year:04}-06-01T09:00")
    [found] = check(Source(name="f.yaml", text=text)).errors
    assert found.finding.rule == "bad-time"
    assert "outside the years 1970 to 2199" in found.finding.message


def test_check_does_not_call_ids_of_an_unreadable_section_unknown() -> None:
    """With `parties` unreadable as a whole, nothing is known about parties."""
    text = SMALL.replace("{si: {name: Integrator}}", "[si]")
    assert _rules(text) == ["schema", "no-successor"]


def test_check_does_not_judge_times_in_an_unknown_zone() -> None:
    """Whether a time is ambiguous depends on the zone, which is wrong here."""
    text = SMALL.replace("2025-09-01T09:00", "2025-10-26T01:30") + "timezone: Nowhere\n"
    assert _rules(text) == ["no-successor", "schema"]


def test_check_reports_in_order_of_the_file() -> None:
    """By line, then column, then rule; and the same every time."""
    source = Source(name="f.yaml", text=SEVERAL.read_text(encoding="utf-8"))
    findings = check(source).findings
    assert list(findings) == sorted(findings, key=lambda f: (f.line, f.column, f.finding.rule))
    assert check(source).findings == findings


def test_check_suggests_ids_only_so_often() -> None:
    """A thousand unknown ids are all found; the first ones come with a suggestion."""
    links = ", ".join(f"ALPHA{number}" for number in range(1_000))
    text = SMALL.replace("id: A,", "id: ALPHA,").replace("[A]", f"[{links}]")
    findings = check(Source(name="f.yaml", text=text)).errors
    assert len(findings) == 1_000
    assert sum("Did you mean" in f.finding.hint for f in findings) == 20


def test_load_gives_the_runbook_of_a_path(tmp_path: FilePath) -> None:
    """Warnings do not stop it."""
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert [task.id for task in load(str(file)).tasks] == ["A", "B"]


def test_load_refuses_errors_and_lists_them_all() -> None:
    """The refusal shows every error with its place, and carries the findings."""
    with pytest.raises(RunbookInvalid) as refused:
        load(str(SEVERAL))
    shown = str(refused.value)
    assert len(refused.value.findings) == 17
    assert all(str(found) in shown for found in refused.value.findings)


def test_load_refuses_what_is_not_there() -> None:
    """A missing file is not an invalid one."""
    with pytest.raises(RunbookNotFound):
        load("no/such.yaml")


@ANYTHING
@given(runbooks)
def test_check_survives_any_runbook(runbook: Runbook) -> None:
    """However senseless its references, links and times are, checking gives findings."""
    checked = check(Source(name="f.yaml", text=dump(runbook)))
    assert checked.runbook == runbook


@ANYTHING
@given(st.data())
def test_check_survives_a_mangled_runbook(data: st.DataObject) -> None:
    """A valid file with a piece cut out or put in is checked without an exception."""
    text = EVERYTHING
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        piece = data.draw(
            st.sampled_from(["", "null", "[]", "{}", "7", "x", ": ", "\n", "- ", "'"])
        )
        text = text[:start] + piece + text[end:]
    checked = check(Source(name="f.yaml", text=text))
    assert checked.runbook is not None or checked.errors


@ANYTHING
@given(st.data())
def test_check_survives_exchanged_values(data: st.DataObject) -> None:
    """A valid file whose lines stand in for each other is checked without an exception."""
    lines = EVERYTHING.splitlines()
    for _ in range(data.draw(st.integers(1, 6))):
        here, there = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[here] = lines[there]
    checked = check(Source(name="f.yaml", text="\n".join(lines)))
    assert checked.runbook is not None or checked.errors
