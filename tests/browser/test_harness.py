"""The tests' own browser: what it shows of a page, and that it overlooks nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import Violation
from tests.browser.chromium import find_chromium
from tests.browser.conftest import OpenPage, open_page
from tests.conftest import Serving

CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; img-src data:"
PAGE = """\
<!doctype html>
<html lang="en">
<head><meta name="viewport" content="width=device-width"><title>A page</title>
<link rel="icon" href="data:,"><script src="/script.js" defer></script></head>
<body><main><h1>As sent</h1>
<form method="post" action="/said"><label>Word <input name="word"></label><button>Say</button>
</form>
</main></body>
</html>
"""


@pytest.fixture
def app() -> FastAPI:
    """A page that says whether scripts run, some that misbehave, and a stream without an end."""
    made = FastAPI()
    html = {"/": PAGE, "/poor": "<title>Poor</title><input><button></button>"}
    html |= {
        "/inline": PAGE.replace("</main>", "<script>1</script></main>"),
        "/abroad": PAGE.replace("/script.js", "http://example.org/script.js"),
        "/broken": PAGE.replace("/script.js", "/broken.js"),
        "/stream": PAGE.replace("/script.js", "/stream.js"),
    }
    scripts = {
        "/script.js": "document.querySelector('h1').textContent = 'As scripted';",
        "/broken.js": "throw new Error('a script failed');",
        "/stream.js": "new EventSource('/events').onmessage = (event) => {"
        " document.querySelector('h1').textContent = event.data; };",
    }

    @made.get("/events")
    async def events() -> StreamingResponse:
        return StreamingResponse(_endless(), media_type="text/event-stream")

    @made.post("/said")
    async def said() -> Response:
        return Response(status_code=303, headers={"Location": "/"})

    @made.get("/{name:path}")
    async def file(name: str) -> Response:
        if script := scripts.get(f"/{name}"):
            return Response(script, media_type="text/javascript")
        text = html.get(f"/{name}")
        headers = {"Content-Security-Policy": CSP}
        return HTMLResponse(text or PAGE, status_code=200 if text else 404, headers=headers)

    return made


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pictures are to be kept."""
    kept = tmp_path / "kept"
    monkeypatch.setenv("CALLBOARD_SHOTS", str(kept))
    return kept


async def _endless() -> AsyncIterator[str]:
    """One word, and then nothing for ever."""
    yield "data: As streamed\n\n"
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("size", "javascript", "shown"),
    [("phone", False, "As sent"), ("desk", True, "As scripted"), ("wall", False, "As sent")],
)
def test_page_is_shown_with_javascript_and_without(
    serving: Serving, app: FastAPI, open_page: OpenPage, size: str, shown: str, *, javascript: bool
) -> None:
    """In windows of each size; a form is sent either way."""
    page = open_page(serving(app), javascript=javascript, size=size)
    page.goto("/")
    expect(page.get_by_role("heading")).to_have_text(shown)
    page.get_by_label("Word").fill("on")
    page.get_by_role("button").click()

    expect(page.get_by_role("heading")).to_have_text(shown)
    expect(page.get_by_label("Word")).to_have_value("")


def test_pages_are_sessions_of_their_own(
    serving: Serving, app: FastAPI, open_page: OpenPage
) -> None:
    """A cookie of one is none of the other."""
    at = serving(app)
    one, other = open_page(at), open_page(at)
    one.context.add_cookies([{"name": "who", "value": "one", "url": at}])

    assert other.context.cookies() == []


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/inline", "Content Security Policy"),
        ("/abroad", "left this machine: GET http://example.org/script.js"),
        ("/broken", "uncaught: a script failed"),
        ("/nowhere", "status of 404"),
    ],
)
def test_what_a_page_does_wrong_fails_the_test(
    serving: Serving, app: FastAPI, browser: Browser, path: str, fault: str
) -> None:
    """Breaches of the policy, requests to others, uncaught errors and complaints of the console."""
    with (
        pytest.raises(AssertionError, match=fault.replace("(", r"\(")),
        opening(browser, serving) as open_,
    ):
        open_(serving(app)).goto(path)


def test_what_a_test_expects_does_not_fail_it(
    serving: Serving, app: FastAPI, browser: Browser
) -> None:
    """Such as a refusal."""
    with opening(browser, serving) as open_:
        open_(serving(app), tolerated=("status of 404",)).goto("/nowhere")


def test_axe_finds_what_is_seriously_wrong(
    serving: Serving,
    app: FastAPI,
    open_page: OpenPage,
    axe: Callable[[Page], list[Violation]],
) -> None:
    """And nothing in a page that is in order."""
    page = open_page(serving(app))
    page.goto("/")
    assert axe(page) == []
    page.goto("/poor")

    assert {found.rule for found in axe(page)} >= {"button-name", "html-has-lang", "label"}


def test_picture_of_a_page_is_kept_where_it_is_wanted(
    serving: Serving,
    app: FastAPI,
    open_page: OpenPage,
    shot: Callable[..., Path],
    pictures: Path,
) -> None:
    """CALLBOARD_SHOTS names the directory."""
    page = open_page(serving(app), dark=True)
    page.goto("/")
    taken = shot(page, "dark")

    assert (pictures / taken.name).read_bytes().startswith(b"\x89PNG")


def test_server_stops_though_a_browser_still_listens(
    serving: Serving, app: FastAPI, open_page: OpenPage
) -> None:
    """Streams that never end do not hold up the end of a test."""
    page = open_page(serving(app))
    page.goto("/stream")

    expect(page.get_by_role("heading")).to_have_text("As streamed")


@pytest.mark.parametrize(
    ("ci", "verdict"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_without_a_browser_tests_are_skipped_but_fail_where_ci_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, verdict: type[BaseException]
) -> None:
    """And they say what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)

    with pytest.raises(verdict, match="install Debian's package chromium"):
        find_chromium()


@contextmanager
def opening(browser: Browser, serving: Serving) -> Iterator[OpenPage]:
    """The fixture's own code, so that its verdict comes while the test still runs."""
    made: Any = open_page.__wrapped__(browser, serving)  # type: ignore[attr-defined]
    yield next(made)
    next(made, None)
