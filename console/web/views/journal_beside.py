"""Beside the events of a journal: whether it is whole, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.web.chain_checking import Checked
from console.web.reading import Look
from console.web.views.journal import channel_words, kind_words
from console.web.views.moments import Shown, shown
from console.web.views.told import who_said
from rehearsals.clocks import SYSTEM
from rehearsals.journal.port import Recorded
from runbooks.clocktime import from_rfc3339


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainView:
    """How far the hash chain was checked."""

    #: The last event that was checked, its hash, and how many events there are.
    seq: int
    hash: str
    events: int
    #: When it was checked from the first event on, and up to its newest, in real time.
    begun: Shown | None
    at: Shown | None
    #: ` (real time)` where a run has a time of its own.
    which_time: str
    #: What is wrong; empty if all is well so far.
    problem: str
    files: int
    amiss: tuple[str, ...]
    #: Whether everything was checked.
    whole: bool
    #: Whether somebody else has it checked just now.
    underway: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusalRow:
    """Something that was asked for, and refused."""

    key: str
    at: Shown | None
    who: str
    entered_by: str
    channel: str
    asked: str
    why: str
    code: str


def chain_view(look: Look, checked: Checked) -> ChainView:
    """What is known of the chain of a run."""
    zone = look.state.runbook.timezone
    return ChainView(
        seq=checked.head.seq,
        hash=checked.head.hash,
        events=len(look.facts),
        begun=shown(checked.begun_at, zone),
        at=shown(checked.at, zone),
        which_time="" if look.state.clock.get("kind") == SYSTEM else " (real time)",
        problem=checked.problem,
        files=len(checked.files),
        amiss=checked.amiss,
        whole=not checked.problem and checked.head.seq >= len(look.facts),
        underway=checked.underway,
    )


def refusal_rows(look: Look, refusals: Iterable[Recorded]) -> tuple[RefusalRow, ...]:
    """The refusals of a run in the order in which they are given."""
    zone = look.state.runbook.timezone
    return tuple(_refusal(look, record, zone) for record in refusals)


def _refusal(look: Look, record: Recorded, zone: str) -> RefusalRow:
    entry = record.entry
    spoken = entry.on_behalf_of not in (None, entry.actor)
    return RefusalRow(
        key=str(record.seq),
        at=shown(from_rfc3339(entry.at), zone),
        who=who_said(look, entry.on_behalf_of or entry.actor),
        entered_by=who_said(look, entry.actor) if spoken else "",
        channel=channel_words(entry.channel),
        asked=kind_words(str(entry.data.get("command", ""))),
        why=str(entry.data.get("message", "")),
        code=str(entry.data.get("code", "")),
    )
