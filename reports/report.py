"""The report of a run: the figures of every section, from the run's facts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearsals.core.events import Fact
from rehearsals.journal.port import Head
from reports.figures.material import gather
from reports.figures.summary import SummaryFigures, build_summary
from reports.sections import SECTIONS


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A report, not yet in any form."""

    summary: SummaryFigures
    #: The figures of each section by its id, in order.
    sections: Mapping[str, Any]


def build_report(facts: Sequence[Fact], head: Head) -> Report:
    """The report of a run from its facts, the first of which opens it, up to its journal's head.

    Pure: the same facts give the same report. Raises JournalError, PlanError and TimeError.
    """
    material = gather(facts, head)
    return Report(
        summary=build_summary(material),
        sections={section.id: section.build(material) for section in SECTIONS},
    )
