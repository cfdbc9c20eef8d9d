"""Whose word a fact is, by name."""

from __future__ import annotations

from console.naming import person_name
from rehearsals.core.events import Fact


def who_said(fact: Fact) -> str:
    """Whose word it is, and who entered it if that was somebody else."""
    voice = person_name(fact.on_behalf_of or fact.actor)
    if fact.on_behalf_of is None or fact.on_behalf_of == fact.actor:
        return voice
    return f"{voice}, entered by {person_name(fact.actor)}"
