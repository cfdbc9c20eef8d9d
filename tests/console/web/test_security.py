"""What every answer carries, and what no request may do, whoever sends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Scope

from console.web.app import create_app
from console.web.forgery import is_genuine, token_for
from console.web.security import LONGEST_FORM, LONGEST_UPLOAD, hosts_of, limited
from rehearsals.core import commands as c
from runbooks.errors import JournalError
from tests.console.web.client import URL, Client
from tests.console.web.place import PASSWORD, Place

FOREIGN = "https://elsewhere.example"


def note(place: Place, browser: Client, headers: dict[str, str]) -> tuple[httpx.Response, bool]:
    """A genuine form of somebody who is signed in, sent from somewhere; whether it was done."""
    run = place.opened(run="DR-S") if "DR-S" not in place.house.reader.runs() else "DR-S"
    form = browser.get(f"/runs/{run}/do/add-note").text
    token = form.partition('name="csrf" value="')[2].partition('"')[0]
    before = place.house.look(run).seq
    answer = browser.request(
        "POST", f"/runs/{run}/do/add-note", data={"csrf": token, "text": "Hello."}, headers=headers
    )
    return answer, place.house.look(run).seq > before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": URL.replace("https", "http")},
        {"Origin": f"{URL}.elsewhere.example"},
        {"Origin": f"{URL}:8443"},
        {},
        {"Origin": URL, "Sec-Fetch-Site": "cross-site"},
        {"Origin": URL, "Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_page_of_another_origin_does_nothing_with_a_victims_cookies(
    place: Place, headers: dict[str, str]
) -> None:
    """Even if it had a token of the victim's pages."""
    answer, was_done = note(place, place.signed_in("ann"), headers)

    assert answer.status_code == 403
    assert not was_done


def test_a_page_of_ours_does(place: Place) -> None:
    """The same form from our own page is taken."""
    answer, was_done = note(
        place, place.signed_in("ann"), {"Origin": URL, "Sec-Fetch-Site": "same-origin"}
    )

    assert answer.status_code == 303
    assert was_done


def test_a_form_of_an_older_session_is_refused_and_said_to_be(place: Place) -> None:
    """A page that was left open from an earlier sign-in does nothing, and nothing typed is lost."""
    run = place.opened()
    browser = place.signed_in("ann")
    page = browser.get(f"/runs/{run}/do/add-note")
    browser.cookies.set("__Host-callboard", place.session("ann"), domain="callboard.test")

    answer = browser.send(page, f"/runs/{run}/do/add-note", text="Hello.")

    assert answer.status_code == 403
    assert "what you typed is still there" in answer.text
    assert place.house.look(run).seq == 1


def test_a_form_of_somebody_who_was_signed_out_is_not_lost(place: Place) -> None:
    """They are told that nothing was done, and how to go on."""
    run = place.opened()
    browser = place.signed_in("ann")
    page = browser.get(f"/runs/{run}/do/add-note")
    browser.cookies.clear()

    answer = browser.send(page, f"/runs/{run}/do/add-note", text="Hello.")

    assert answer.status_code == 401
    assert "nothing was done" in answer.text


@pytest.mark.parametrize("host", ["elsewhere.example", "callboard.test:81", "", "127.0.0.1:8600"])
def test_a_name_that_leads_here_but_is_not_ours_shows_nothing(place: Place, host: str) -> None:
    """A page of an attacker whose name is turned to this machine reads nothing (DNS rebinding)."""
    answer = place.signed_in("ann").get("/account", headers={"Host": host})

    assert answer.status_code == 421
    assert "Ann" not in answer.text


def test_whoever_looks_after_the_process_may_call_it_by_any_name(place: Place) -> None:
    """Its health is no secret."""
    assert place.browser().get("/healthz", headers={"Host": "10.0.0.7:8600"}).status_code == 200


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("https://callboard.example", {"callboard.example"}),
        ("https://callboard.example:443", {"callboard.example"}),
        ("https://callboard.example:8443", {"callboard.example:8443"}),
        ("http://127.0.0.1:8600", {"127.0.0.1:8600", "localhost:8600", "[::1]:8600"}),
    ],
)
def test_the_console_goes_by_the_names_of_its_address(url: str, hosts: set[str]) -> None:
    """Of this machine by all of its names; elsewhere by the one that was set."""
    assert set(hosts_of(url)) == hosts


def failing_app(place: Place) -> Client:
    """A browser at a console in which one page has a fault."""
    app = create_app(place.house)

    @app.get("/fault")
    def fault() -> None:
        raise RuntimeError("secret-in-a-fault")

    client = Client(app)
    place._clients.append(client)
    return client


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 200),
        ("/account", 303),
        ("/nowhere", 404),
        ("/static/nowhere.css", 404),
        ("/set-up/x", 303),
        ("/healthz", 200),
        ("/fault", 500),
        ("/runs/nowhere/tonight", 303),
    ],
)
def test_every_answer_carries_the_headers(place: Place, path: str, status: int) -> None:
    """Pages, errors, redirects and faults: no script, no frame, no sniffing, no copy anywhere."""
    answer = failing_app(place).get(path)

    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "server" not in answer.headers


def test_a_fault_shows_a_number_and_nothing_of_its_inside(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has the rest, under the same number; the page has no traceback."""
    with caplog.at_level(logging.ERROR, "callboard.web"):
        answer = failing_app(place).get("/fault")

    assert "secret-in-a-fault" not in answer.text
    assert "Traceback" not in answer.text
    number = answer.text.partition("it is number ")[2][:8]
    assert number in caplog.text


def test_a_fault_of_the_journal_is_a_page(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if it cannot be found out who asks."""

    def broken() -> None:
        raise JournalError("The disk is gone.", hint="Put it back.")

    browser = place.signed_in("ann")
    monkeypatch.setattr(place.house.reader._people, "register", broken)

    answer = browser.get("/account")

    assert answer.status_code == 503
    assert "The disk is gone." in answer.text


def test_no_secret_comes_into_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a password, nor what browsers hold, nor the link of the set-up."""
    place.with_password("ann")
    browser = failing_app(place)
    with caplog.at_level(logging.DEBUG):
        page = browser.get("/sign-in")
        browser.send(page, "/sign-in", who="ann", password="not that one")  # noqa: S106
        browser.send(page, "/sign-in", who="ann", password=PASSWORD)
        browser.get("/set-up/a-secret-of-the-link")
        browser.get("/fault")

    # The browser of the tests has a log too.
    ours = [one for one in caplog.records if not one.name.startswith("httpx")]
    logged = "".join(map(caplog.handler.format, ours))
    assert "GET /fault" in logged
    held = browser.cookies["__Host-callboard"]
    for secret in (PASSWORD, "not that one", held, "a-secret-of-the-link"):
        assert secret not in logged


@pytest.mark.parametrize(
    ("content_type", "longest"),
    [
        ("application/x-www-form-urlencoded", LONGEST_FORM),
        ("multipart/form-data; boundary=x", LONGEST_UPLOAD),
    ],
)
def test_a_body_that_says_it_is_too_long_is_not_read(
    place: Place, content_type: str, longest: int
) -> None:
    """It is refused by what it says of itself."""
    asked = {"content-type": content_type, "content-length": str(longest + 1), "origin": URL}

    status, read = _asked(place, asked, iter(()))

    assert (status, read) == (413, 0)


@pytest.mark.parametrize("said", ["-1", "1e3", "٣", "9" * 5000])
def test_a_length_that_is_none_is_refused(place: Place, said: str) -> None:
    """Nothing is made of nonsense."""
    asked = {"content-type": "text/plain", "content-length": said, "origin": URL}

    assert _asked(place, asked, iter(()))[0] == 413


def test_a_body_that_never_ends_is_read_no_further_than_it_may_be(place: Place) -> None:
    """Whoever does not say how long it is, is stopped where it is too long."""
    piece = b"a" * 100_000
    asked = {"content-type": "application/x-www-form-urlencoded", "origin": URL}

    status, read = _asked(place, asked, iter(lambda: piece, b""))

    assert status in (400, 413)
    assert read <= LONGEST_FORM + 2 * len(piece)


def _asked(place: Place, headers: dict[str, str], pieces: Iterator[bytes]) -> tuple[int, int]:
    """The status of a sign-in with some body, and how much of it was read."""
    answers: list[Message] = []
    read = 0

    async def receive() -> Message:
        nonlocal read
        piece = next(pieces, b"")
        read += len(piece)
        return {"type": "http.request", "body": piece, "more_body": bool(piece)}

    async def send(message: Message) -> None:
        answers.append(message)

    raw = {"host": "callboard.test", **headers}
    scope: Scope = {
        "type": "http", "method": "POST", "path": "/sign-in", "raw_path": b"/sign-in",
        "query_string": b"", "root_path": "", "scheme": "https", "http_version": "1.1",
        "client": ("127.0.0.1", 1), "server": ("callboard.test", 443),
        "headers": [(name.encode(), value.encode()) for name, value in raw.items()],
    }  # fmt: skip
    asyncio.run(create_app(place.house)(scope, receive, send))
    return int(answers[0]["status"]), read


def test_a_body_is_read_up_to_the_limit() -> None:
    """The limit is what may be, not what may not; one byte more is too much."""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"a" * 10, "more_body": True}

    async def read(limit: int) -> int:
        take, seen = limited(receive, limit), 0
        for _ in range(2):
            seen += len((await take())["body"])
        return seen

    assert asyncio.run(read(20)) == 20
    with pytest.raises(HTTPException) as refused:
        asyncio.run(read(19))
    assert refused.value.status_code == 413


def test_a_form_of_somebody_outside_carries_no_files(place: Place) -> None:
    """Nobody who is not signed in fills the disk."""
    browser = place.browser()
    browser.get("/sign-in")

    answer = browser.request(
        "POST", "/sign-in", files={"who": ("a.bin", b"x" * 100)}, headers={"Origin": URL}
    )

    assert answer.status_code == 400


def test_a_token_of_a_page_is_new_every_time_and_of_its_session() -> None:
    """So that compression does not give it away, and another session's is none."""
    first, second = token_for("a"), token_for("a")

    assert first != second
    assert is_genuine(first, "a")
    assert is_genuine(second, "a")
    assert not is_genuine(first, "b")
    assert not is_genuine(first, None)
    assert not is_genuine("", "a")
    assert not is_genuine(".", "a")
    assert not is_genuine("é.é", "a")


def test_a_client_cannot_say_who_acts_nor_by_which_door(place: Place) -> None:
    """Fields of that name in a form are refused, and a nonsense key too."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/add-note")
    for field in ("actor", "channel", "id", "on_behalf_of", "happened_at"):
        sent = ann.send(page, f"/runs/{run}/do/add-note", text="Hello.", **{field: "engine"})
        assert sent.status_code == 422
    assert ann.send(page, f"/runs/{run}/do/add-note", text="x", key="é").status_code == 409

    ann.send(page, f"/runs/{run}/do/add-note", text="Hello.")

    (fact,) = [one for one in place.house.look(run).facts if one.actor == "ann"]
    assert fact.channel == "web"
    assert fact.command.startswith("web:ann:")


def test_ann_cannot_do_what_is_bobs(place: Place) -> None:
    """What a page does not offer is not done either, if its form is made up."""
    run = place.opened()
    ann = place.signed_in("ann")

    answer = ann.press(f"/runs/{run}/do/skip-task", task="T1", reason="because")

    assert answer.status_code == 409
    assert place.house.look(run).state.task("T1").progress == "open"
    assert c.SkipTask.__name__ in str(
        [one.entry.data for one in place.house.journal.read("refusals")]
    )


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "undefined", '"Punycode"'])
def test_a_form_chooses_no_charset(place: Place, charset: str) -> None:
    """By some that Python knows, reading a field takes minutes, or makes what nobody can write."""
    kind = f"multipart/form-data; boundary=X; charset={charset}"
    part = b'--X\r\nContent-Disposition: form-data; name="who"\r\n\r\na-\\ud800\r\n--X--\r\n'

    answer = place.browser().request(
        "POST", "/sign-in", content=part, headers={"Origin": URL, "Content-Type": kind}
    )

    assert answer.status_code == 415


def test_a_form_may_say_that_it_is_in_utf_8(place: Place) -> None:
    """As some programs do."""
    kind = "multipart/form-data; boundary=X; charset=UTF-8"
    part = b'--X\r\nContent-Disposition: form-data; name="who"\r\n\r\nann\r\n--X--\r\n'

    answer = place.browser().request(
        "POST", "/sign-in", content=part, headers={"Origin": URL, "Content-Type": kind}
    )

    assert answer.status_code == 403  # it was read, and has no token
