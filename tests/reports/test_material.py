"""Tests of what a report is made from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearsals.journal.port import Head
from reports.figures.journal import build_journal
from reports.figures.lengths import as_shown
from reports.figures.material import gather
from reports.figures.tasks import build_tasks
from runbooks.errors import JournalError
from tests.reports.factories import HASH, a_finished_night, material_of


def test_the_head_that_the_report_rests_on_is_given() -> None:
    """Sequence and hash of the last entry, and the command that checks them."""
    trial = a_finished_night()

    figures = build_journal(material_of(trial))

    assert (len(trial.facts), HASH) == (figures.head.seq, figures.head.hash)
    assert figures.verify == "callboard verify DR1"


def test_a_head_of_other_facts_is_refused() -> None:
    """A report must not claim a hash that does not seal its facts."""
    trial = a_finished_night()

    with pytest.raises(JournalError, match="make the report again"):
        gather(trial.facts, Head(seq=len(trial.facts) + 1, hash=HASH))


def test_facts_without_an_opening_are_refused() -> None:
    """The runbook stands in the opening; without it there is nothing to compare with."""
    trial = a_finished_night()

    with pytest.raises(JournalError, match="RunOpened"):
        gather(trial.facts[1:], Head(seq=len(trial.facts) - 1, hash=HASH))


def test_figures_that_several_sections_need_are_built_once() -> None:
    """Of ten thousand tasks they are most of the work; a changed copy has figures of its own."""
    material = material_of(a_finished_night())

    assert build_tasks(material) is build_tasks(material)
    assert build_tasks(material.measured(as_shown).exactly) is build_tasks(material)
    assert build_tasks(material.measured(as_shown)) is not build_tasks(material)
    assert build_tasks(replace(material)) is not build_tasks(material)
