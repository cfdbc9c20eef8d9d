"""Which annotations the journal can write."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rehearsals.journal.fields import Shape


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """An event whose field JSON has no form for."""

    people: frozenset[str]


def test_shape_refuses_an_annotation_without_a_json_form() -> None:
    """A new event with such a field fails when the module is loaded, not in the night."""
    with pytest.raises(TypeError, match="the journal has no JSON for frozenset"):
        Shape.of(Crowd)
