"""What an answer of Slack's means; pure. Its errors are those of Slack's own reference.

Slack knows no keys of idempotency, so that only what was certainly not posted, or perhaps not, is
tried again; what Slack refuses for good goes over the fallback at once. Of an answer only Slack's
own words for errors are repeated: error pages of others like to quote addresses.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from notices.channels.answers import pause
from notices.channels.port import Answer

_WORD = re.compile(r"[a-z_]{1,60}")
_STAMP = re.compile(r"[0-9]{1,12}\.[0-9]{1,6}")
#: Errors of the Web API that may go better later; the message was not posted.
_PASSING = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "accesslimited",
        "unexpected_answer",
    }
)


def hook_answer(status: int, headers: Mapping[str, str], body: str, *, at: datetime) -> Answer:
    """What an incoming webhook's answer says to an attempt made at an instant.

    `invalid_payload`, `no_service` and their like (4xx) are for good; 5xx and redirects, which
    never come from Slack, are not.
    """
    if status == HTTPStatus.OK:
        if body == "ok":
            return Answer(outcome="delivered", status=status, detail="ok")
        detail = "Answered 200, but not as Slack does."
        return Answer(outcome="failed", status=status, detail=detail)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _later(status, headers, at)
    final = 400 <= status < 500  # noqa: PLR2004 - the class of refusals
    return Answer(
        outcome="refused" if final else "failed", status=status, detail=_said(status, body)
    )


def bot_answer(
    status: int, headers: Mapping[str, str], data: Mapping[str, Any], *, at: datetime
) -> Answer:
    """What the Web API's answer says to an attempt made at an instant; `ts` names the message."""
    if status == HTTPStatus.OK and data.get("ok") is True:
        stamp = str(data.get("ts", ""))
        detail = f"ok, ts {stamp}" if _STAMP.fullmatch(stamp) else "ok"
        return Answer(outcome="delivered", status=status, detail=detail)
    error = str(data.get("error", ""))
    if status == HTTPStatus.TOO_MANY_REQUESTS or error in ("ratelimited", "rate_limited"):
        return _later(status, headers, at)
    final = error not in _PASSING and status < HTTPStatus.INTERNAL_SERVER_ERROR
    return Answer(
        outcome="refused" if final else "failed", status=status, detail=_said(status, error)
    )


def no_answer(error: OSError | HTTPException) -> Answer:
    """What it means that there was no answer; nobody knows whether the message was posted."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        detail = "No answer of Slack's in time."
    elif isinstance(cause, ssl.SSLCertVerificationError):
        detail = "The certificate is not to be trusted, or is not Slack's."
    else:
        detail = "Slack takes no connection, or it broke."
    return Answer(outcome="failed", detail=detail)


def _later(status: int, headers: Mapping[str, str], at: datetime) -> Answer:
    """Too much was asked. Slack says how long to wait, mostly some seconds; only if not, long."""
    seconds = pause(headers.get("retry-after", ""), at)
    return Answer(
        outcome="failed",
        status=status,
        detail=_said(status, "ratelimited"),
        retry_after=seconds,
        throttled=not seconds,
    )


def _said(status: int, word: str) -> str:
    shown = word.strip()
    return f"Slack answered {status}{f' {shown}' if _WORD.fullmatch(shown) else ''}."
