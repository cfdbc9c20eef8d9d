"""What every answer carries, and what no request may do: headers, host, origin, size.

A page may load nothing but our own files, be framed by nobody, and run no script that stands in it.
The host must be one of ours, or a name that leads to this machine would be enough to read it
(DNS rebinding); a write must come from our own pages (Origin), besides its anti-forgery token.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from http import HTTPStatus
from urllib.parse import urlsplit

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'"
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("X-Robots-Tag", "noindex"),
    ("Cache-Control", "no-store"),
)
#: Bytes of a form, or of a document of the API.
LONGEST_FORM = 1_000_000
#: Bytes of a form with a file in it, which is looked at more closely where it is taken.
LONGEST_UPLOAD = 26_000_000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Whoever looks whether the process lives may call it by any name; it says nothing else there.
_BY_ANY_NAME = frozenset({"/healthz", "/readyz"})
#: Addresses that are opened by the token of a link in a message.
BY_LINK = "/n/"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_PORTS = {"http": 80, "https": 443}


class Security:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, url: str) -> None:
        self._app = app
        self._url = url
        self._hosts = frozenset(hosts_of(url))
        self._origins = frozenset(f"{urlsplit(url).scheme}://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what may not come in; put the headers on whatever goes out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                put_headers(MutableHeaders(raw=message["headers"]), self._url)
            await send(message)

        refused = self._refusal(scope)
        await (refused or self._app)(scope, limited(receive, limit_of(scope)), sending)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._is_own_name(headers) and scope["path"] not in _BY_ANY_NAME:
            return turned_away(scope, "This is not the address of the console.", 421)
        by_page = scope["method"] not in _SAFE and not _opens_by_token_alone(scope)
        if by_page and not is_own_origin(headers, self._origins):
            text = "This did not come from a page of the console; nothing was done."
            return turned_away(scope, text, 403)
        if not is_in_utf_8(headers):
            return turned_away(scope, "A form comes in UTF-8; nothing was done.", 415)
        said = headers.get("content-length", "0")
        if not (said.isascii() and said.isdecimal()) or int(said[:18]) > limit_of(scope):
            return turned_away(scope, "That is larger than is taken here; nothing was done.", 413)
        return None

    def _is_own_name(self, headers: Headers) -> bool:
        names = headers.getlist("host")
        return len(names) == 1 and names[0].lower() in self._hosts


def turned_away(scope: Scope, text: str, status: int) -> Response:
    """A refusal at the outermost door: a line of text, or for a program a problem document."""
    headers = {"Connection": "close"} if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else None
    if not _is_for_programs(scope):
        return PlainTextResponse(text, status_code=status, headers=headers)
    code = {421: "wrong-host", 413: "too-large", 415: "not-utf-8"}.get(status, "refused")
    problem = {
        "type": f"urn:callboard:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": text,
        "code": code,
    }
    return JSONResponse(
        problem, status_code=status, headers=headers, media_type="application/problem+json"
    )


def _is_for_programs(scope: Scope) -> bool:
    return bool(scope["path"].startswith("/api/"))


def _opens_by_token_alone(scope: Scope) -> bool:
    """Whether no cookie counts at an address: a foreign page gets nothing done without its token.

    Mail programs unsubscribe without saying from which page (RFC 8058), and browsers hide where a
    form comes from if its page gives no referrer.
    """
    return _is_for_programs(scope) or bool(scope["path"].startswith(BY_LINK))


def put_headers(headers: MutableHeaders, url: str) -> None:
    """Put on an answer what every answer carries, but for what it says otherwise."""
    raw = headers.raw
    there = {name for name, _ in raw}
    raw.extend(one for one in _carried(urlsplit(url).scheme) if one[0] not in there)


@cache
def _carried(scheme: str) -> tuple[tuple[bytes, bytes], ...]:
    """The headers as they are sent: names in small letters."""
    more = (("Strict-Transport-Security", "max-age=31536000"),) if scheme == "https" else ()
    return tuple((name.lower().encode(), value.encode()) for name, value in (*HEADERS, *more))


def hosts_of(url: str) -> Iterable[str]:
    """The names that a browser may know the console by; of this machine, all of its own."""
    parts = urlsplit(url)
    own_port = parts.port and parts.port != _PORTS.get(parts.scheme)
    port = f":{parts.port}" if own_port else ""
    host = (parts.hostname or "").lower()
    yield f"[{host}]{port}" if ":" in host else f"{host}{port}"
    if host in ("127.0.0.1", "localhost", "::1"):
        yield from (f"{name}{port}" for name in _LOOPBACK)


def is_own_origin(headers: Headers, origins: Collection[str]) -> bool:
    """Whether a write comes from one of our pages, or from no page at all but with a token.

    Browsers say where a form comes from; a program that holds a token does not, and a token in a
    header is nothing that a foreign page could make a browser send.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return headers.get("authorization", "").lower().startswith("bearer ")
    return origin.lower() in origins


def is_in_utf_8(headers: Headers) -> bool:
    """Whether a form with files says no charset, as browsers do, or UTF-8.

    The parser of forms would decode by whatever is named: some of what Python knows takes minutes
    for a field (`punycode`), and makes text that cannot be written (`unicode_escape`).
    """
    kind, options = parse_options_header(headers.get("content-type"))
    if not kind.startswith(b"multipart/"):
        return True
    return options.get(b"charset", b"utf-8").lower() in (b"utf-8", b"utf8")


def limit_of(scope: Scope) -> int:
    """How many bytes a request may have."""
    with_files = Headers(scope=scope).get("content-type", "").lower().startswith("multipart/")
    return LONGEST_UPLOAD if with_files else LONGEST_FORM


def limited(receive: Receive, limit: int) -> Receive:
    """A body as it comes, until it is longer than it may be; then it raises HTTPException."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, headers={"Connection": "close"})
        return message

    return receiving
