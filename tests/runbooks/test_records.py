"""Ids and texts, the two things that stand everywhere in a runbook."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from runbooks.parties import Email
from runbooks.records import Id, Text

CONTROLS = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
]


@pytest.mark.parametrize("kind", [Text, Email], ids=["Text", "Email"])
@pytest.mark.parametrize("control", sorted({*CONTROLS} - {"\t", "\n"}), ids=ascii)
def test_text_refuses_what_drives_a_terminal(kind: Any, control: str) -> None:
    """Control characters, and those that turn the direction of writing around."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(f"a@{control}b")


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_id_refuses_what_drives_a_terminal(control: str) -> None:
    """Not even a line end at its end."""
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(f"A{control}")


@pytest.mark.parametrize("text", ["one\n\ttwo", "Éowyn — 5 €", "עברית", "👩‍🚒"])
def test_text_takes_lines_and_every_script(text: str) -> None:
    """Tabs, line ends, letters of any script, and signs made of several."""
    assert TypeAdapter(Text).validate_python(text) == text
