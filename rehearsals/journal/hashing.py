r"""The hash chain: what is hashed, in which form, so that anybody can check it without this code.

A record is a JSON object of eleven keys, as a line of an export shows it without its `hash`:

    actor, at, channel, command, data, on_behalf_of, prev, recorded_at, seq, stream, type

`hash` is the SHA-256, in 64 lower-case hex digits, of the UTF-8 bytes of that object in canonical
JSON. `prev` is the `hash` of the record before it in the stream, or 64 zeros for the first; `seq`
counts from 1 without a gap. So no byte of a record can change, and no record can be moved, left
out or put in, without a hash that no longer fits. The newest hash (the head) stands for the whole
stream: whoever noted it elsewhere also notices that records were cut off at the end.

Canonical JSON is:
- object keys sorted by Unicode code point, at every depth, none twice;
- no white space outside strings: `,` and `:` alone between items;
- strings in plain UTF-8. Escaped are the quotation mark and the backslash, control characters
  as \n, \r, \t, \f, \b, and the other ones below U+0020 as \u00xx with lower-case digits;
- integers without a point; other numbers as the shortest decimal that reads back to the same
  binary64 number, always with a point or an exponent, as Python's `repr` writes them: `5.0`,
  `1e-07`, `1e+16`;
- no NaN, no Infinity.
"""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring
from typing import Any

#: The `prev` of the first record of a stream, and the head's hash of an empty one.
GENESIS = "0" * 64

_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(value: Any) -> str:
    """The canonical JSON of plain data; raises ValueError or TypeError for what JSON has not."""
    return _ENCODER.encode(value)


def chain_hash(
    *,
    stream: str,
    seq: int,
    type: str,  # noqa: A002 - the record's own key
    at: str,
    recorded_at: str,
    actor: str,
    on_behalf_of: str | None,
    channel: str,
    command: str,
    data_text: str,
    prev: str,
) -> str:
    """The `hash` of a record whose data is given as canonical JSON.

    Put together by hand because the data's text is there already: it is what is stored, and
    encoding it twice would be half of the time an append takes in Python.
    """
    quote = encode_basestring
    behalf = "null" if on_behalf_of is None else quote(on_behalf_of)
    text = (
        f'{{"actor":{quote(actor)},"at":{quote(at)},"channel":{quote(channel)}'
        f',"command":{quote(command)},"data":{data_text},"on_behalf_of":{behalf}'
        f',"prev":{quote(prev)},"recorded_at":{quote(recorded_at)},"seq":{seq}'
        f',"stream":{quote(stream)},"type":{quote(type)}}}'
    )
    return hashlib.sha256(text.encode()).hexdigest()
