"""What became of messages to the outside: off, marked as a test, or for real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rehearsals.core import events as e
from rehearsals.core.state import first_communications
from rehearsals.core.words import Communications
from reports.figures.material import Material
from reports.figures.voices import voice_of


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunicationsFigures:
    """A mode, and from when (UTC) it held."""

    mode: Communications
    at: datetime
    by: str
    #: Empty for the mode that the run was opened with.
    reason: str


def communications(material: Material) -> tuple[CommunicationsFigures, ...]:
    """The mode that the run was opened with, and every one that was set."""
    return tuple(_modes(material))


def _modes(material: Material) -> Iterator[CommunicationsFigures]:
    for fact in material.facts:
        match fact.event:
            case e.RunOpened(mode=mode, communications=first):
                found, reason = first or first_communications(mode), ""
            case e.CommunicationsSet(mode=found, reason=reason):
                pass
            case _:
                continue
        yield CommunicationsFigures(
            mode=found, at=fact.at, by=voice_of(material, fact), reason=reason
        )
