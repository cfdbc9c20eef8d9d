"""Reading runbooks: all problems of form at once, and as much of the rest as is sound."""

from __future__ import annotations

import pytest

from runbooks.reading import parse

HEAD = """\
runbook: r
title: A runbook
start: 2025-09-01T09:00
parties: {si: {name: Integrator}}
"""
SOUND = "  - {id: %s, title: Sound, party: si, duration: 1h}\n"


def _parsed_ids(text: str) -> list[str]:
    runbook = parse(text, "f.yaml").runbook
    assert runbook is not None
    return [task.id for task in runbook.tasks]


def test_parse_gives_the_runbook_of_sound_text() -> None:
    """A sound text gives a runbook, whole and without findings."""
    parsed = parse(HEAD + "tasks:\n" + SOUND % "A", "f.yaml")
    assert parsed.whole
    assert parsed.findings == ()
    assert parsed.runbook is not None
    assert parsed.runbook.tasks[0].duration.likely == 3600


def test_parse_leaves_out_what_is_no_task() -> None:
    """An entry of another kind is left out; those beside it stay."""
    text = HEAD + "tasks:\n" + SOUND % "A" + "  - Wrong\n" + SOUND % "C"
    assert _parsed_ids(text) == ["A", "C"]
    assert not parse(text, "f.yaml").whole


def test_parse_keeps_what_is_sound_of_a_task() -> None:
    """A task without owner and duration, and with a wrong link, keeps its id and other links."""
    text = HEAD + "tasks:\n" + SOUND % "A" + "  - {id: B, title: Wrong, after: [A, 7]}\n"
    parsed = parse(text, "f.yaml")
    assert parsed.runbook is not None
    assert [link.task for link in parsed.runbook.tasks[1].after] == ["A"]
    assert not parsed.whole
    assert parsed.left_out == {
        ("tasks", 1, "party"),
        ("tasks", 1, "duration"),
        ("tasks", 1, "after", 1),
    }


def test_parse_stands_in_with_a_word_that_is_not_written() -> None:
    """No task that is written can be taken for one whose id cannot be read."""
    text = HEAD + "tasks:\n" + SOUND % "unnamed-2" + "  - {title: No id, party: si, duration: 1h}\n"
    assert _parsed_ids(text) == ["unnamed-2", "unnamed_-2"]


def test_parse_leaves_out_automation_as_a_whole() -> None:
    """Its parts depend on each other, so that a part left out would be a fault of its own."""
    text = HEAD + "tasks:\n" + (SOUND % "A").replace("}", ", run: {shell: {argv: []}}}")
    assert [f.finding.rule for f in parse(text, "f.yaml").findings] == ["schema"]


def test_parse_keeps_a_task_whose_only_fault_is_an_unknown_key() -> None:
    """The key alone is left out."""
    text = HEAD + "tasks:\n" + (SOUND % "A").replace("}", ", colour: red}")
    assert _parsed_ids(text) == ["A"]
    assert [f.finding.rule for f in parse(text, "f.yaml").findings] == ["unknown-key"]


def test_parse_remembers_positions_as_written() -> None:
    """A path in what remains leads back to the place in the document."""
    text = HEAD + "tasks:\n  - 1\n" + SOUND % "A" + "  - 2\n" + SOUND % "B"
    parsed = parse(text, "f.yaml")
    assert parsed.as_written(("tasks", 1, "id")) == ("tasks", 3, "id")


def test_parse_reads_the_rest_without_the_keys_a_runbook_needs() -> None:
    """A runbook without id, title and start is still checked for everything else."""
    parsed = parse("tasks:\n" + SOUND % "A", "f.yaml")
    assert [f.finding.rule for f in parsed.findings] == ["missing-key"] * 3
    assert parsed.runbook is not None
    assert len(parsed.runbook.tasks) == 1


def test_parse_reports_what_a_wrong_key_had_hidden() -> None:
    """With an unknown key taken away, a further fault of the same item comes to light."""
    text = HEAD + "tasks:\n" + (SOUND % "A").replace("}", ", run: {http: {url: x}}}")
    assert [f.finding.rule for f in parse(text, "f.yaml").findings] == ["schema", "unknown-key"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("tittle: x", "Did you mean `title`?"),
        ("irreversibl: true", "Did you mean `irreversible`?"),
        ("on_unknown: rety", "Did you mean retry?"),
        ("on_unknown: [retry]", "Write one of retry, ask."),
        ("title: 7", 'Put it in quotes: "7".'),
        ("after: B", "Write it in brackets: [B]."),
    ],
)
def test_parse_suggests_what_was_meant(written: str, hint: str) -> None:
    """The hint of a near miss names what it nearly hit."""
    key = written.partition(":")[0]
    task = f"  - {{id: A, party: si, duration: 1h, {written}"
    task += "}\n" if key == "title" else ", title: Sound}\n"
    assert hint in [f.finding.hint for f in parse(HEAD + "tasks:\n" + task, "f.yaml").findings]


@pytest.mark.parametrize("name", ["with_", "from_", "seconds", "wall"])
def test_parse_knows_only_the_keys_that_are_written(name: str) -> None:
    """The names that fields have in the program are unknown keys in a document."""
    text = HEAD + "tasks:\n" + (SOUND % "A").replace("}", f", {name}: [si]}}")
    assert [f.finding.rule for f in parse(text, "f.yaml").findings] == ["unknown-key"]


def test_parse_shows_long_values_shortened() -> None:
    """A message stays readable whatever the value is."""
    text = HEAD + "tasks:\n" + (SOUND % "A").replace("1h", "x" * 5_000)
    [found] = parse(text, "f.yaml").findings
    assert len(str(found)) < 300
