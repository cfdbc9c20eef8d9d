"""What an answer to a webhook means; pure.

Only 2xx is a success, and only 410 is final: suppliers break their routes during their own
cutovers, so that a 404 or a 401 may well be put right before the outage begins. What the body said
is left out: it is of use to the subscriber alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal

from notices.channels.port import Answer

#: Why there is no answer: the name leads nowhere, or to where it may not; no connection; not whom
#: the certificate names; no TLS; too late; broken off; hung up, or no HTTP.
Why = Literal["name", "address", "connection", "certificate", "tls", "time", "broken", "answer"]
#: The header by which a receiver says more than a status can.
DELIVERY = "webhook-delivery"
ABORT, DISABLE = "abort-message", "disable"
#: No pause lasts longer (seconds); the sender clamps it to the notice's deadline besides.
LONGEST_PAUSE = 86_400.0
_PAUSING = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_WORDS: Mapping[Why, str] = {
    "name": "The server's name leads to no address.",
    "address": "The server's name leads to an address that may not be connected to.",
    "connection": "The server takes no connection.",
    "certificate": "The server's certificate is not to be trusted, or is not for its name.",
    "tls": "The server and we found no common TLS.",
    "time": "No answer in time.",
    "broken": "The connection broke before there was an answer.",
    "answer": "The server hung up, or answered with something else than HTTP.",
}


def answered(status: int, headers: Mapping[str, str], *, at: datetime) -> Answer:
    """What a status and headers (names in lower case) say to an attempt made at an instant."""
    said = headers.get(DELIVERY, "").strip().lower()
    if status // 100 == 2:  # noqa: PLR2004 - the class of successes
        return Answer(
            outcome="delivered", status=status, detail=_detail(status), gone=said == DISABLE
        )
    if status == HTTPStatus.GONE or said == DISABLE:
        detail = f"{_detail(status)} It wants no more messages."
        return Answer(outcome="refused", status=status, detail=detail, gone=True)
    if said == ABORT:
        detail = f"{_detail(status)} It does not want this message again."
        return Answer(outcome="refused", status=status, detail=detail)
    return Answer(
        outcome="failed",
        status=status,
        detail=_detail(status),
        retry_after=pause(headers.get("retry-after", ""), at) if status in _PAUSING else 0,
        throttled=status == HTTPStatus.TOO_MANY_REQUESTS,
    )


def unanswered(why: Why) -> Answer:
    """What it means that there was no answer.

    A name that leads to where it may not will hardly change in time, so the fallback takes over;
    all else is tried again.
    """
    return Answer(outcome="refused" if why == "address" else "failed", detail=_WORDS[why])


def pause(header: str, at: datetime) -> float:
    """The seconds that Retry-After asks for at an instant (RFC 9110: a number or a date).

    0 for what is neither, and for what is past.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return 0
    if until.tzinfo is None:  # `-0000`: UTC, with nothing known of the place
        until = until.replace(tzinfo=UTC)
    return min(max((until - at).total_seconds(), 0), LONGEST_PAUSE)


def _detail(status: int) -> str:
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    note = ", a redirect, which is never followed" if 300 <= status < 400 else ""  # noqa: PLR2004
    return f"Answered {status}{phrase}{note}."
