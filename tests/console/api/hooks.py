"""Hooks for schemathesis: a key of its own for every write, and names that there are, now and then.

Where the password is asked for, it is that of the environment (CALLBOARD_PASSWORD).

Without them almost every write would stop at a key that was used before, or at a task that there is
not. `schemathesis` loads this file by its path: it imports nothing of ours.
"""

from __future__ import annotations

import os
from itertools import count
from typing import Any

import schemathesis

#: What fields are called that hold names, and names that there are in the run of the tests.
KNOWN: dict[str, tuple[str, ...]] = {
    "run": ("DR1", "DR1", "DR1", "DR2", "DR3"),
    "task": ("T1", "T2", "T3", "T4", "T5"),
    "gate": ("G1",),
    "criterion": ("C1",),
    "party": ("si", "recco", "sro", "north"),
    "decided_by": ("sro",),
    "member": ("sro",),
    "adviser": ("sro",),
    "owner": ("si",),
    "outage": ("OUT-EES",),
    "system": ("EES",),
    "person": ("zoe", "vic", "nobody"),
    "substitute": ("zoe", "vic"),
    "organisation": ("south", "three"),
    "on_behalf_of": ("bob", "ann", "zoe"),
    "witness": ("sue", "vic"),
    "runbook": ("m10", "m11"),
    "name": ("m10", "D1"),
    "audience": ("supplier",),
    "return_id": ("D1",),
    "parties": ("si", "sro"),
    "token": ("0123456789",),
    "after": ("T1",),
}
#: Always: else whoever holds the token of the tests would one day be made to leave, and little
#: would be asked of a run that there is.
_ALWAYS = frozenset({"person", "organisation", "token", "substitute", "run"})
#: In a chain of requests the names come from the answers before, but for those.
_IN_CHAINS = _ALWAYS - {"run"}
_keys = count(1)
_turns = count(1)


def named(value: Any, only: frozenset[str] | None, name: str = "") -> Any:
    """A value in which some texts are names that there are."""
    if isinstance(value, dict):
        return {key: named(part, only, key) for key, part in value.items()}
    if isinstance(value, list):
        return [named(part, only, name) for part in value]
    known = name in (KNOWN if only is None else only)
    if isinstance(value, str) and known and (name in _ALWAYS or next(_turns) % 3):
        return KNOWN[name][next(_turns) % len(KNOWN[name])]
    return value


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001
    """Give a write that is no trial of bad data a new key, names, and the password."""
    parts = case.meta.components.values() if case.meta is not None else ()
    negative = any(part.mode.is_negative for part in parts)
    if not negative:
        chained = case.meta is not None and case.meta.phase.name.value == "stateful"
        only = _IN_CHAINS if chained else None
        case.path_parameters = named(case.path_parameters or {}, only)
        if isinstance(case.body, dict) and case.media_type == "application/json":
            case.body = named(case.body, only)
    if case.headers is not None and case.headers.get("Idempotency-Key") and not negative:
        case.headers["Idempotency-Key"] = f"key-{next(_keys)}"
    if case.headers is not None and case.headers.get("Callboard-Password") and not negative:
        case.headers["Callboard-Password"] = os.environ.get("CALLBOARD_PASSWORD", "")
