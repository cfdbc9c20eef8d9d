"""Facts to entries and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from rehearsals.core.events import (
    AmendmentProposed,
    Communications,
    Condition,
    Event,
    Fact,
    GateDecided,
    NoteAdded,
    RunOpened,
    Spoken,
    TaskStarted,
)
from rehearsals.journal.codec import from_entry, from_recorded, to_entry
from rehearsals.journal.memory import MemoryJournal
from runbooks.errors import JournalCorrupt
from tests.rehearsals.journal.making import NOW, RUN, a_fact, facts


@given(facts())
def test_from_entry_gives_back_the_fact(fact: Fact) -> None:
    """Every fact of every type survives the way through a journal, tuples and instants too."""
    journal = MemoryJournal()
    journal.append(RUN, 0, [to_entry(fact)])

    assert [from_recorded(record) for record in journal.read(RUN)] == [fact]


def test_to_entry_writes_instants_in_utc() -> None:
    """Instants stand in the data as RFC 3339, tuples as lists."""
    condition = Condition(item="Certificates", owner="si", due=NOW + timedelta(days=1))
    decided = GateDecided(
        gate="G8", outcome="deferred", decided_by="sro", reason="Too early.", until=NOW,
        conditions=(condition,), spoken=Spoken(said_by="sro", witness="si"),
    )  # fmt: skip
    entry = to_entry(a_fact(decided))

    assert (entry.type, entry.at) == ("GateDecided", "2026-01-12T09:00:00Z")
    assert entry.data == {
        "gate": "G8", "outcome": "deferred", "decided_by": "sro", "reason": "Too early.",
        "forum": None, "until": "2026-01-12T09:00:00Z",
        "conditions": [{"item": "Certificates", "owner": "si", "due": "2026-01-13T09:00:00Z"}],
        "risks": [], "spoken": {"said_by": "sro", "witness": "si"},
    }  # fmt: skip


def test_to_entry_refuses_a_naive_instant() -> None:
    """A time without a zone is stopped before it is written."""
    with pytest.raises(ValueError, match="has no zone"):
        to_entry(a_fact(at=datetime(2026, 1, 12, 9, 0)))  # noqa: DTZ001 - the naive time is the point


def test_from_entry_fills_in_fields_of_later_releases() -> None:
    """A journal from before a field existed reads as if the field had its default."""
    entry = replace(to_entry(a_fact()), data={"text": "Quiesced"})

    assert from_entry(entry).event == NoteAdded(text="Quiesced")


START = TaskStarted(task="M10-001", attempt=1)
NO_GO = GateDecided(gate="G8", outcome="no_go", decided_by="sro", reason="Late.")
OPENED = RunOpened(run="DR1", mode="live", runbook={}, scope=(), clock={})
PROPOSED = AmendmentProposed(number=1, changes=(), reason="Later.")


@pytest.mark.parametrize("communications", [None, "off", "test", "on"])
def test_from_entry_knows_what_is_left_open(communications: Communications | None) -> None:
    """One of some words, or nothing said: both come back as they were."""
    fact = a_fact(replace(OPENED, communications=communications))

    assert from_entry(to_entry(fact)) == fact


@pytest.mark.parametrize(
    ("event", "changes", "problem"),
    [
        (START, {"attempt": "1"}, "attempt is not a whole number"),
        (START, {"attempt": True}, "attempt is not a whole number"),
        (START, {"task": None}, "task is not text"),
        (START, {"tusk": "M10-002"}, "there is no field tusk"),
        (NO_GO, {"outcome": "maybe"}, "outcome is 'maybe' and none of go, "),
        (NO_GO, {"until": "tomorrow"}, "until is 'tomorrow' and no instant in RFC 3339"),
        (NO_GO, {"until": "2026-01-12T09:00:00"}, "until is '2026-01-12T09:00:00' and no instant"),
        (NO_GO, {"conditions": {}}, "conditions is not a list"),
        (NO_GO, {"conditions": [{"item": "x"}]}, "conditions owner is missing"),
        (NO_GO, {"spoken": {"said_by": "sro"}}, "spoken witness is missing"),
        (NO_GO, {"risks": [None]}, "risks its data is not an object"),
        (OPENED, {"communications": "loud"}, "communications is 'loud' and none of off, "),
        (PROPOSED, {"changes": [{"kind": "task", "id": "A", "after": []}]}, "after is not an obj"),
    ],
)
def test_from_entry_refuses_data_of_another_kind(
    event: Event, changes: dict[str, Any], problem: str
) -> None:
    """The refusal names stream, position, type and field."""
    entry = to_entry(a_fact(event))
    bad = replace(entry, data={**entry.data, **changes})

    with pytest.raises(
        JournalCorrupt, match=f"run/DR1, event 7 .{entry.type}.*{problem}"
    ) as caught:
        from_entry(bad, stream=RUN, position=7)
    assert (caught.value.stream, caught.value.position) == (RUN, 7)


def test_from_entry_refuses_a_missing_field() -> None:
    """A field without a default must be there."""
    entry = replace(to_entry(a_fact(START)), data={"task": "M10-001"})

    with pytest.raises(JournalCorrupt, match="attempt is missing"):
        from_entry(entry)


def test_from_recorded_refuses_an_unknown_type_naming_its_place() -> None:
    """An event of a newer release is not skipped in silence."""
    journal = MemoryJournal()
    journal.append(RUN, 0, [to_entry(a_fact()), replace(to_entry(a_fact()), type="TaskTeleported")])
    *_, last = journal.read(RUN)

    with pytest.raises(JournalCorrupt, match=r"run/DR1, event 2 \(TaskTeleported\)") as caught:
        from_recorded(last)
    assert caught.value.position == 2
