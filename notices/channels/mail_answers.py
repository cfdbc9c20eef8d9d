"""What the answer of a mail server means for a message, and what of it may be kept; pure.

2yz: the relay has taken it, which is not yet the inbox. 4yz: not now. 5yz: not ever. What a relay
says about ourselves (log in first, wrong password, no encryption) is said of every message alike
and is put right by the operator, so the message is tried again whatever the code.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from notices.channels.port import Answer
from notices.outbox.events import Outcome
from notices.wording.lines import one_line, shortened

#: How far an attempt had come. After `content` has begun nobody knows whether it was taken.
Stage = Literal["connecting", "envelope", "content"]
LONGEST_DETAIL = 200
#: Bad sequence, log in first, log-in too weak, wrong password, encrypt first (RFC 5321, RFC 4954).
_ABOUT_US = frozenset({503, 530, 534, 535, 538})
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;]+")
_AMBIGUOUS = "the connection broke while the message was handed over; perhaps it was taken"
_BROKEN = {
    "connecting": "the relay could not be reached",
    "envelope": "the connection to the relay broke before the message was handed over",
    "content": _AMBIGUOUS,
}


def replied(code: int, text: str, stage: Stage, secrets: Collection[str] = ()) -> Answer:
    """What a reply means. Of its words a line is kept, without addresses and without `secrets`."""
    return Answer(
        outcome=_outcome(code, stage),
        detail=kept_of(text, secrets) or "no words",
        status=code if code > 0 else None,
    )


def broken(stage: Stage, why: str = "", secrets: Collection[str] = ()) -> Answer:
    """What it means that there was no reply: it is tried again, under the same Message-ID."""
    words = kept_of(why, secrets)
    return Answer(
        outcome="failed",
        detail=shortened(_BROKEN[stage] + (f": {words}" if words else ""), LONGEST_DETAIL),
    )


def kept_of(text: str, secrets: Collection[str] = ()) -> str:
    """One short line of what was said: servers like to quote the address that they turn down."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "[...]")
    return shortened(one_line(_ADDRESS.sub("[address]", text)), LONGEST_DETAIL)


def _outcome(code: int, stage: Stage) -> Outcome:
    match code // 100:
        case 2:
            return "accepted"
        case 5 if stage != "connecting" and code not in _ABOUT_US:
            return "refused"
        case _:
            return "failed"
