"""What the tests of reports begin with: a run played by hand, and the report's material of it."""

from __future__ import annotations

from typing import Any

from rehearsals.journal.port import Head
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from reports.data import report_data
from reports.figures.material import Material, gather
from reports.html import report_html
from reports.report import Report, build_report

HASH = "5e" * 32


def a_head(trial: Trial) -> Head:
    """A journal's head that fits the facts of a run."""
    return Head(seq=len(trial.facts), hash=HASH)


def material_of(trial: Trial) -> Material:
    """The material of a run's report."""
    return gather(trial.facts, a_head(trial))


def report_of(trial: Trial) -> Report:
    """The report of a run."""
    return build_report(trial.facts, a_head(trial))


def data_of(trial: Trial) -> dict[str, Any]:
    """The report of a run as JSON data."""
    return report_data(report_of(trial))


def page_of(trial: Trial) -> str:
    """The report of a run as a page."""
    return report_html(report_of(trial))


def an_outage(**changes: Any) -> dict[str, Any]:
    """EES out of service from the start of A to the finish of C."""
    return {
        "system": "EES",
        "opens": {"task": "A", "at": "start"},
        "closes": {"task": "C", "at": "finish"},
        **changes,
    }


def a_small_night(**changes: Any) -> Trial:
    """A run of A, the gate G1 with meeting M, and C, each 30 minutes; EES is out from A to C."""
    book = a_runbook(
        a_task("A", phase="Quiesce"),
        a_task("M", "A", party="sro", phase="Decide"),
        a_task("C", "M", phase="Deploy"),
        gates=[a_gate("G1", "M")],
        outages={"OUT-EES": an_outage()},
    )
    return Trial(book, **changes)


def a_finished_night(**changes: Any) -> Trial:
    """The small night played: A 5-45, M 50-85 decided go, C 90-115 minutes after the opening.

    Planned: A 0-30, M 30-60, C 60-90.
    """
    trial = a_small_night(**changes)
    trial.do(5, 45, "A")
    trial.start(50, "M")
    trial.show(55, "G1")
    trial.decide(85, "G1")
    trial.do(90, 115, "C")
    return trial
