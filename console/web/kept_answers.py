"""Answers that are made once and given to all who ask: as bytes, plain and compressed, with a tag.

For what is the same for everybody: no cookie is looked at and none is set. Who has it already is
told so (304). Each form of the bytes has a strong tag of its own, as RFC 9110 asks.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.datastructures import Headers
from starlette.responses import Response

#: Bytes from which compression pays.
_WORTH_COMPRESSING = 1_000
_NOT_MODIFIED = 304


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An answer as it is sent."""

    body: bytes
    #: None: not worth it.
    packed: bytes | None
    #: Without its quotes; the compressed form has another one.
    tag: str
    modified: datetime | None
    headers: tuple[tuple[str, str], ...]


def kept(
    body: bytes,
    media_type: str,
    *,
    cache: str,
    modified: datetime | None = None,
    more: tuple[tuple[str, str], ...] = (),
) -> Kept:
    """Make an answer; `cache` is its Cache-Control, `modified` (UTC) when it last changed."""
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= _WORTH_COMPRESSING else None
    headers = [("content-type", media_type), ("cache-control", cache)]
    if modified is not None:
        headers.append(("last-modified", _http_date(modified)))
    return Kept(
        body=body,
        packed=packed,
        tag=sha256(body).hexdigest()[:32],
        modified=modified,
        headers=(*headers, *more),
    )


def given(answer: Kept, asked: Headers) -> Response:
    """The answer to one request: all of it, or that nothing has changed."""
    packed = answer.packed if _takes_gzip(asked) else None
    tag = f'"{answer.tag}-gz"' if packed is not None else f'"{answer.tag}"'
    response = Response(answer.body if packed is None else packed)
    if _has_it(answer, asked):
        response = Response(status_code=_NOT_MODIFIED)
    elif packed is not None:
        response.headers["content-encoding"] = "gzip"
    if packed is not None:
        # On plain bytes it is put by the application's own layer for compression.
        response.headers["vary"] = "Accept-Encoding"
    response.headers["etag"] = tag
    for name, value in answer.headers:
        response.headers[name] = value
    return response


def _takes_gzip(asked: Headers) -> bool:
    """Whether compressed bytes are welcome; `gzip;q=0` says that they are not."""
    for part in asked.get("accept-encoding", "").lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _has_it(answer: Kept, asked: Headers) -> bool:
    """Whether who asks has these bytes; a tag goes before a date."""
    tags = asked.get("if-none-match")
    if tags is not None:
        known = {one.strip().removeprefix("W/").strip('"') for one in tags.split(",")}
        return not known.isdisjoint({"*", answer.tag, f"{answer.tag}-gz"})
    since = asked.get("if-modified-since")
    if since is None or answer.modified is None:
        return False
    try:
        return answer.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def _http_date(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC).replace(microsecond=0), usegmt=True)
