"""Files: uploaded within bounds, kept under their digest, given back as they were, never shown."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from rehearsals.attachments import keep_stream
from rehearsals.core import commands as c
from rehearsals.core.night.attaching import LARGEST
from tests.console.web.client import URL, Client, forms_in
from tests.console.web.place import Place

CSV = b"copy,count\nnorth,12\n"


def test_a_file_is_attached_and_given_back(place: Place) -> None:
    """What was uploaded comes back byte for byte, to be saved and not to be shown."""
    run = place.opened()
    ann = place.signed_in("ann")

    sent = upload(ann, run, "figures.csv", CSV, text="Counts so far")
    given = ann.get(f"/runs/{run}/files/1")

    assert sent.headers["location"] == f"/runs/{run}/tasks/T1?said=2-2"
    assert given.content == CSV
    assert given.headers["content-disposition"] == "attachment; filename*=UTF-8''figures.csv"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in given.headers["content-security-policy"]
    assert f'href="/runs/{run}/files/1"' in ann.get(f"/runs/{run}/tasks/T1").text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg onload='alert(1)'/>"),
        ("report.pdf", b"<html>not a pdf</html>"),
        ("notes.txt", b"<script>alert(1)</script>"),
        ("macro.docm", b"PK\x03\x04"),
        ("empty.txt", b""),
        ("bidi\u202egnp.txt", b"x"),
        ("w" * 300 + ".txt", b"x"),
        ("CON.txt", b"x"),
    ],
)
def test_what_might_harm_is_refused_and_the_words_stay(
    place: Place, name: str, content: bytes
) -> None:
    """A type that is not taken, a content that lies, a name that is none: said so, nothing kept."""
    run = place.opened()
    ann = place.signed_in("ann")

    answer = upload(ann, run, name, content, text="What it shows")

    assert answer.status_code == 422
    assert "What it shows" in answer.text
    assert "<script>alert" not in answer.text
    assert not place.house.look(run).state.attachments
    assert not kept(place)


def test_the_folders_of_a_name_are_left_out(place: Place) -> None:
    """Some browsers send the whole path; only the name is kept."""
    run = place.opened()

    upload(place.signed_in("ann"), run, "C:\\secret\\figures.csv", CSV)

    assert place.house.look(run).state.attachments[0].name == "figures.csv"


def test_a_file_that_is_too_large_is_refused_while_it_comes(place: Place) -> None:
    """More than the limit is neither kept nor held in memory; the answer says how much."""
    run = place.opened()

    answer = upload(place.signed_in("ann"), run, "big.txt", b"x" * (LARGEST + 200_000))

    assert answer.status_code == 422
    assert f"{LARGEST:,} bytes" in answer.text
    assert not kept(place)


def test_who_may_not_attach_leaves_nothing_behind(place: Place) -> None:
    """It is asked whether they may before anything is kept, even of who was given no form."""
    run, vic = place.opened(), place.signed_in("vic")
    page = vic.get("/account")
    csrf = next(form.fields["csrf"] for form in forms_in(page.text) if "csrf" in form.fields)

    answer = vic.request(
        "POST",
        f"/runs/{run}/attach",
        data={"csrf": csrf, "task": "T1"},
        files={"file": ("figures.csv", CSV)},
        headers={"Origin": URL},
    )

    assert answer.status_code == 409
    assert not kept(place)


def test_no_file_is_no_file(place: Place) -> None:
    """A form without a file says so."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/attach-file?task=T1")

    answer = ann.send(page, f"/runs/{run}/attach")

    assert answer.status_code == 422
    assert "No file was chosen" in answer.text


def test_nobody_attaches_what_others_keep_by_its_digest(place: Place) -> None:
    """Else a digest would be enough to read a file that somebody else handed in."""
    private = keep_stream([b"private"], "private.txt", place.house.home)
    run = place.opened()
    ann = place.signed_in("ann")
    form = forms_in(ann.get(f"/runs/{run}/do/add-note?task=T1").text)[-1].fields

    answer = ann.post(
        f"/runs/{run}/do/attach-file",
        {
            "csrf": form["csrf"],
            "key": "k1",
            "task": "T1",
            "name": "mine.txt",
            "sha256": private.sha256,
            "size": "7",
            "media_type": "text/plain",
        },
    )

    assert answer.status_code == 404
    assert not place.house.look(run).state.attachments


def test_an_upload_without_its_token_is_refused(place: Place) -> None:
    """A foreign page cannot have a browser attach something."""
    run = place.opened()
    ann = place.signed_in("ann")

    answer = ann.request(
        "POST",
        f"/runs/{run}/attach",
        data={"task": "T1", "csrf": "made.up"},
        files={"file": ("figures.csv", CSV)},
        headers={"Origin": URL},
    )

    assert answer.status_code == 403
    assert not kept(place)


def test_a_file_that_was_altered_is_not_given_out(place: Place) -> None:
    """Its digest is looked at whenever it is read."""
    run = place.opened()
    ann = place.signed_in("ann")
    upload(ann, run, "figures.csv", CSV)
    (path,) = kept(place)
    path.write_bytes(b"something else")

    answer = ann.get(f"/runs/{run}/files/1")

    assert answer.status_code == 422
    assert "differs" in answer.text


@pytest.mark.parametrize(
    "number", ["0", "2", "-1", "x", "1e3", "..%2F..%2Fetc", "9" * 400, "\u0661"]
)
def test_a_file_that_there_is_not_is_not_found(place: Place, number: str) -> None:
    """Files are known by their numbers, and by nothing else."""
    run = place.opened()
    ann = place.signed_in("ann")
    upload(ann, run, "figures.csv", CSV)

    assert ann.get(f"/runs/{run}/files/{number}").status_code == 404


def test_an_upload_sent_twice_is_one_file(place: Place) -> None:
    """The same form again is the same command."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/attach-file?task=T1")

    answers = [send(ann, page, run, "figures.csv", CSV) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert len(place.house.look(run).state.attachments) == 1


def test_the_name_of_a_file_is_any_name_people_give(place: Place) -> None:
    """Other alphabets and quotes stand in the header as they must."""
    run = place.opened()
    ann = place.signed_in("ann")
    kept_file = keep_stream([CSV], "Zähler 🦄'; x.csv", place.house.home)
    place.done(
        run,
        c.AttachFile,
        "ann",
        task="T1",
        name=kept_file.name,
        sha256=kept_file.sha256,
        size=kept_file.size,
        media_type=kept_file.media_type,
    )

    header = ann.get(f"/runs/{run}/files/1").headers["content-disposition"]

    assert header.isascii()
    assert header.startswith("attachment; filename*=UTF-8''Z%C3%A4hler%20")


def upload(browser: Client, run: str, name: str, content: bytes, **fields: Any) -> httpx.Response:
    """Open the form of T1, choose a file, send it."""
    page = browser.get(f"/runs/{run}/do/attach-file?task=T1")
    return send(browser, page, run, name, content, **fields)


def send(
    browser: Client, page: httpx.Response, run: str, name: str, content: bytes, **fields: Any
) -> httpx.Response:
    """Send the form of a page with a file."""
    form = next(one for one in forms_in(page.text) if one.action == f"/runs/{run}/attach")
    data = {key: value for key, value in form.fields.items() if key != "file"}
    return browser.request(
        "POST",
        form.action,
        data={**data, **fields},
        files={"file": (name, content)},
        headers={"Origin": URL},
    )


def kept(place: Place) -> list[Any]:
    """The files in the data directory that were handed in, parts of files included."""
    folder = place.house.home / "attachments"
    return [path for path in folder.rglob("*") if path.is_file()]
