"""The hash chain, as an outsider would compute it from the description."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given

from rehearsals.core.events import Fact
from rehearsals.journal.codec import to_entry
from rehearsals.journal.hashing import GENESIS, canonical
from rehearsals.journal.memory import MemoryJournal
from tests.rehearsals.journal.making import RUN, facts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"z": {"é": 1, "Z": 2}}, '{"z":{"Z":2,"é":1}}'),
        ('a"b\\c\n\t\x01\x7f § €', '"a\\"b\\\\c\\n\\t\\u0001\x7f § €"'),
        ([5, 5.0, 1e-7, 1e16, -0.0], "[5,5.0,1e-07,1e+16,-0.0]"),
    ],
    ids=["sorted", "sorted-by-code-point", "escapes", "numbers"],
)
def test_canonical_is_as_described(value: object, text: str) -> None:
    """Sorted keys, no white space, plain UTF-8, shortest numbers."""
    assert canonical(value) == text


@given(facts())
def test_hash_is_that_of_everything_else_in_the_record(fact: Fact) -> None:
    """SHA-256 over the canonical JSON of the ten other fields and the previous hash."""
    entry = to_entry(fact)
    (record,) = MemoryJournal().append(RUN, 0, [entry])
    described = {
        "stream": RUN, "seq": 1, "type": entry.type, "at": entry.at,
        "recorded_at": entry.recorded_at, "actor": entry.actor,
        "on_behalf_of": entry.on_behalf_of, "channel": entry.channel,
        "command": entry.command, "data": entry.data, "prev": GENESIS,
    }  # fmt: skip
    text = json.dumps(described, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert record.hash == hashlib.sha256(text.encode()).hexdigest()
