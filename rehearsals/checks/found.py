"""What a check found: whether it is met, in words, and a digest to tell findings apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rehearsals.core.state import RunState
from runbooks.gates import Criterion, Gate

#: Ids that a finding names; the others are counted.
_MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The finding of one check."""

    met: bool
    #: In words for people.
    value: str
    #: SHA-256 (hex) of what was looked at.
    digest: str
    #: Whether there was anything to look at in the run's scope; if not, nothing is met.
    looked: bool = True
    #: The digests of findings that differ too little for this one to be news.
    alike: frozenset[str] = frozenset()


def found(*, met: bool, value: str, inputs: Mapping[str, Any]) -> Found:
    """A finding over inputs of plain JSON data, from which its digest is made."""
    looked_at = {"met": met, "value": value, "inputs": dict(inputs)}
    text = json.dumps(looked_at, sort_keys=True, separators=(",", ":"))
    return Found(met=met, value=value, digest=hashlib.sha256(text.encode()).hexdigest())


def not_looked(value: str, inputs: Mapping[str, Any]) -> Found:
    """That there was nothing to look at in the run's scope."""
    return replace(found(met=False, value=value, inputs=inputs), looked=False)


def named(ids: tuple[str, ...]) -> str:
    """Ids joined by commas; beyond a handful they are counted."""
    if len(ids) <= _MOST_NAMED:
        return ", ".join(ids)
    return f"{', '.join(ids[:_MOST_NAMED])} and {len(ids) - _MOST_NAMED} more"


def needs_recording(state: RunState, gate: Gate, criterion: Criterion, finding: Found) -> bool:
    """Whether a finding is news: another than the recorded one, or the first of this sitting."""
    recorded = state.gate(gate.id).checks.get(criterion.id)
    if recorded is None or recorded.met != finding.met:
        return True
    if recorded.digest != finding.digest and recorded.digest not in finding.alike:
        return True
    meeting = state.task(gate.meeting)
    return meeting.progress == "running" and recorded.at < meeting.attempts[-1].started_at
