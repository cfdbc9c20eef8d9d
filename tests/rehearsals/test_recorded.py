"""Histories recorded by past releases can be verified and folded for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsals.core.apply import fold
from rehearsals.core.events import EVENT_TYPES
from rehearsals.core.words import ENDED_WELL
from rehearsals.journal.codec import from_recorded
from rehearsals.journal.export import read_export_file, verify_file

RECORDED = sorted((Path(__file__).parents[1] / "recorded").glob("*.jsonl"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_recorded_history_verifies_and_folds(path: Path) -> None:
    """What an old release wrote, this one reads to the end."""
    state = fold(from_recorded(recorded) for recorded in read_export_file(path))

    assert state.status in ENDED_WELL
    assert state.seq == verify_file(path).seq


def test_every_event_has_been_recorded() -> None:
    """A new kind of event gets a recording, or nobody will notice that it can no longer be read."""
    kinds = {recorded.entry.type for path in RECORDED for recorded in read_export_file(path)}

    assert {event.__name__ for event in EVENT_TYPES} == kinds
