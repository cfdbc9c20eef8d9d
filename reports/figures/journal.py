"""The journal's head: what the report rests on, and how anybody can verify it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadFigures:
    """The last entry of the run's stream."""

    seq: int
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalFigures:
    """The head, and the command that recomputes it."""

    head: HeadFigures
    verify: str


def build_journal(material: Material) -> JournalFigures:
    """The head that the report was made at."""
    return JournalFigures(
        head=HeadFigures(seq=material.head.seq, hash=material.head.hash),
        verify=f"callboard verify {material.state.run}",
    )
