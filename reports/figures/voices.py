"""Whose word a fact is, and who entered it."""

from __future__ import annotations

from rehearsals.core.events import Fact
from reports.figures.material import Material


def voice_of(material: Material, fact: Fact) -> str:
    """Whose word it is; `X, entered by Y` where somebody else entered it."""
    actor = material.party_name(fact.actor)
    if not fact.on_behalf_of or fact.on_behalf_of == fact.actor:
        return actor
    return f"{material.party_name(fact.on_behalf_of)}, entered by {actor}"


def entered_by(material: Material, fact: Fact) -> str:
    """Who entered it; `Y for X` where it is somebody else's word."""
    actor = material.party_name(fact.actor)
    if not fact.on_behalf_of or fact.on_behalf_of == fact.actor:
        return actor
    return f"{actor} for {material.party_name(fact.on_behalf_of)}"
