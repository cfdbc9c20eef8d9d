"""Tests of the notes in a report."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import at
from reports.figures.notes import build_notes
from tests.reports.factories import a_small_night, material_of


def test_notes_holds_and_releases_stand_in_the_order_of_the_journal() -> None:
    """What people wrote down, whatever it was about."""
    trial = a_small_night()
    trial.ask(1, c.AddNote, text="all on the call", gate="G1")
    trial.ask(2, c.HoldTask, task="A", reason="no staff")
    trial.ask(9, c.ReleaseTask, task="A", reason="they came")

    notes = build_notes(material_of(trial)).notes

    assert [
        ("note", at(1), None, "G1", "all on the call"),
        ("held", at(2), "A", None, "no staff"),
        ("released", at(9), "A", None, "they came"),
    ] == [(n.kind, n.at, n.task, n.gate, n.text) for n in notes]


def test_blocks_and_files_stand_with_the_notes() -> None:
    """What a task needed, that it could go on, and what was attached, by its digest."""
    trial = a_small_night()
    pdf = {"name": "log.pdf", "sha256": "0" * 64, "size": 9, "media_type": "application/pdf"}
    trial.ask(1, c.BlockTask, task="A", reason="no access", needs="the data team")
    trial.ask(2, c.UnblockTask, task="A", reason="they came")
    trial.ask(3, c.AttachFile, **pdf, gate="G1", text="as agreed")

    notes = build_notes(material_of(trial)).notes

    assert [(n.kind, n.at, n.task, n.gate, n.text) for n in notes] == [
        ("blocked", at(1), "A", None, "no access (needs the data team)"),
        ("unblocked", at(2), "A", None, "they came"),
        ("file", at(3), None, "G1", f"log.pdf (SHA-256 {'0' * 64}): as agreed"),
    ]
