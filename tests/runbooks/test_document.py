"""Reading YAML: plain data, places, and text that is refused without harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbooks.document import read_document
from runbooks.yaml_reader import LONGEST_TEXT, MOST_VALUES

#: Values that are too many in a test.
FEW = 1_000
TEXT = """\
runbook: x
tasks:
  - id: A
    after: [B,
            C]
parties: {si: {name: Integrator}}
empty:
"""


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-7", -7),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("2025-09-19T18:00", "2025-09-19T18:00"),
        ("2025-09-19", "2025-09-19"),
        ("12:30:45", "12:30:45"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 30, "9" * 30),
        ('"12"', "12"),
        ("'true'", "true"),
    ],
)
def test_document_resolves_only_json_values(written: str, value: object) -> None:
    """Plain true, false, null and JSON numbers are values; everything else stays text."""
    document = read_document(f"a: {written}\n", "f.yaml")
    assert document.data == {"a": value}
    assert document.data is not None
    assert type(document.data["a"]) is type(value)


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ((), (1, 1)),
        (("runbook",), (1, 10)),
        (("tasks",), (2, 1)),
        (("tasks", 0), (3, 5)),
        (("tasks", 0, "id"), (3, 9)),
        (("tasks", 0, "after"), (4, 5)),
        (("tasks", 0, "after", 1), (5, 13)),
        (("parties", "si"), (6, 11)),
        (("parties", "si", "name"), (6, 22)),
    ],
)
def test_document_marks_values_where_a_person_looks(
    path: tuple[str | int, ...], mark: tuple[int, int]
) -> None:
    """Scalars and list entries at themselves, collections at their key; lines count from 1."""
    assert read_document(TEXT, "f.yaml").mark(path) == mark


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        (("nothing",), (1, 1)),
        (("tasks", 0, "party"), (3, 5)),
        (("tasks", 7, "party"), (2, 1)),
        (("runbook", "deeper", 3), (1, 10)),
    ],
)
def test_document_marks_what_is_missing_at_its_nearest_ancestor(
    path: tuple[str | int, ...], mark: tuple[int, int]
) -> None:
    """A path that does not exist has the mark of its longest beginning that does."""
    assert read_document(TEXT, "f.yaml").mark(path) == mark


def test_document_names_the_line_of_a_lost_byte() -> None:
    """A byte that is not UTF-8 is a finding at its line and column."""
    text = b"runbook: x\ntitle: caf\xe9\n".decode("utf-8", errors="surrogateescape")
    [found] = read_document(text, "f.yaml").findings
    assert (found.finding.rule, found.line, found.column) == ("syntax", 2, 11)
    assert "UTF-8" in found.finding.message


@pytest.mark.parametrize("text", ["a: \x00", 'a: "\\ud800"', "a: \x1b[2J", "\ufeff\ufeffa: 1"])
def test_document_refuses_characters_that_are_no_text(text: str) -> None:
    """Control characters, lone surrogates and stray byte order marks are findings."""
    document = read_document(text, "f.yaml")
    assert document.data is None
    assert [found.finding.rule for found in document.findings] == ["syntax"]


def test_document_takes_a_byte_order_mark_at_the_start() -> None:
    """Some editors write one; it is not part of the text."""
    assert read_document("\ufeffa: 1", "f.yaml").data == {"a": 1}


def test_document_refuses_a_text_that_is_too_long() -> None:
    """Before any of it is read."""
    [found] = read_document("#" * (LONGEST_TEXT + 1), "f.yaml").findings
    assert found.finding.rule == "too-big"


def test_document_refuses_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short text of many small values costs memory; it is stopped on the way."""
    # As many as are really too many take seconds to read.
    assert MOST_VALUES > FEW
    monkeypatch.setattr("runbooks.yaml_reader.MOST_VALUES", FEW)

    [found] = read_document("a: [" + "1," * (FEW + 1) + "]", "f.yaml").findings
    assert found.finding.rule == "too-big"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_document_refuses_any_depth(opening: str) -> None:
    """A hundred thousand levels end in a finding, not in a recursion error."""
    document = read_document("a:\n  " + opening * 100_000, "f.yaml")
    assert document.data is None
    assert len(document.findings) == 1


def test_document_keeps_the_last_of_doubled_keys() -> None:
    """So that the rest can still be checked; each doubling is a finding."""
    document = read_document("a: 1\na: 2\na: 3\n", "f.yaml")
    assert document.data == {"a": 3}
    assert [(f.finding.rule, f.line) for f in document.findings] == [
        ("duplicate-key", 2),
        ("duplicate-key", 3),
    ]


@given(st.text())
def test_document_survives_any_text(text: str) -> None:
    """Arbitrary text gives data or findings, and never raises."""
    document = read_document(text, "f.yaml")
    assert document.data is not None or document.findings


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@`#?,~ \t\n0", max_size=60))
def test_document_survives_yaml_punctuation(text: str) -> None:
    """Text made of what means something to YAML gives data or findings, and never raises."""
    document = read_document(text, "f.yaml")
    assert document.data is not None or document.findings


@given(st.binary(max_size=80))
def test_document_survives_any_bytes(content: bytes) -> None:
    """Arbitrary bytes, decoded as the library does, give data or findings."""
    text = content.decode("utf-8", errors="surrogateescape")
    document = read_document(text, "f.yaml")
    assert document.data is not None or document.findings
