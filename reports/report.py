"""The report of a run: the figures of every section, from the run's facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearsals.core.events import Fact
from rehearsals.journal.port import Head
from reports.figures.lengths import as_shown
from reports.figures.material import Material, gather
from reports.figures.summary import SummaryFigures
from reports.section import Section
from reports.sections import SECTIONS


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report, not yet in any form."""

    summary: SummaryFigures
    #: The figures of each section of the data by its id, in order, with exact lengths.
    sections: Mapping[str, Any]
    #: Those of all sections of a page, with lengths between the times as it shows them.
    shown: Mapping[str, Any]


def build_report(facts: Sequence[Fact], head: Head) -> Report:
    """The report of a run from its facts, the first of which opens it, up to its journal's head.

    Pure: the same facts give the same report. Raises JournalError, PlanError and TimeError.
    """
    material = gather(facts, head)
    sections = _figures(material, (section for section in SECTIONS if section.in_data))
    return Report(
        summary=sections["summary"],
        sections=sections,
        shown=_figures(material.measured(as_shown), SECTIONS),
    )


def _figures(material: Material, sections: Iterable[Section]) -> dict[str, Any]:
    return {section.id: section.build(material) for section in sections}
