"""Files beside the journal: what is taken in, what it is found to be, and what is given back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from rehearsals.attachments import OF_RUNS, keep, keep_stream, opened, whether_kept
from rehearsals.core.night.attaching import MEDIA_TYPES
from rehearsals.media_types import ENDINGS, media_type_of
from runbooks.errors import CallboardError

PDF = b"%PDF-1.7\n..."


def an_office_file(*parts: str) -> bytes:
    """A ZIP with some parts, each of a line."""
    written = BytesIO()
    with ZipFile(written, "w") as file:
        for part in ("[Content_Types].xml", *parts):
            file.writestr(part, "<x/>")
    return written.getvalue()


def _found(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_an_upload_is_kept_piece_by_piece_under_its_digest(tmp_path: Path) -> None:
    """And is given back as it came."""
    kept = keep_stream([PDF[:4], PDF[4:]], "letter.pdf", tmp_path)

    assert (kept.name, kept.size, kept.media_type) == ("letter.pdf", len(PDF), "application/pdf")
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    with opened(kept.sha256, tmp_path) as file:
        assert file.read() == PDF


def test_a_file_that_can_be_read_is_kept_as_well(tmp_path: Path) -> None:
    """Whatever its lines are."""
    kept = keep_stream(BytesIO(PDF), "letter.pdf", tmp_path)

    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()


def test_what_is_too_large_ends_at_the_limit_and_leaves_nothing(tmp_path: Path) -> None:
    """Whatever size was announced."""
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1_000_000
            yield b" " * 1_000_000

    with pytest.raises(CallboardError, match="more than 20,000,000 bytes"):
        keep_stream(endless(), "log.txt", tmp_path)

    assert read == OF_RUNS.largest + 1_000_000
    assert _found(tmp_path) == []


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """Whole, or not at all."""

    def broken() -> Iterator[bytes]:
        yield PDF
        raise ConnectionError

    with pytest.raises(ConnectionError):
        keep_stream(broken(), "letter.pdf", tmp_path)

    assert _found(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("a.gif", b"GIF89a....", "image/gif"),
        ("a.txt", "Zähler 1".encode(), "text/plain"),
        ("a.log", b"\x1b[31mred\x1b[0m\r\n", "text/plain"),
        ("a.csv", b"\xef\xbb\xbfmpan,state\r\n1,2\r\n", "text/csv"),
        ("a.json", b' {"count": 1}', "application/json"),
        ("a.eml", b"From: a@example\r\nSubject: go\r\n folded\r\n\r\nGo.", "message/rfc822"),
        ("a.docx", an_office_file("word/document.xml"), None),
        ("a.xlsx", an_office_file("xl/workbook.xml"), None),
    ],
)
def test_what_is_taken_is_known_by_name_and_content(
    name: str, content: bytes, media_type: str | None
) -> None:
    """And all of it is what a run takes, too."""
    found = media_type_of(name, BytesIO(content))

    assert found in MEDIA_TYPES
    assert media_type in (None, found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<html></html>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.xml", b"<?xml version='1.0'?><a/>"),
        ("a.exe", b"MZ...."),
        ("a.sh", b"#!/bin/sh\n"),
        ("a.zip", an_office_file()),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.docm", an_office_file("word/document.xml")),
        ("a", PDF),
        ("a.pdf", b"<html></html>"),
        ("a.png", PDF),
        ("a.pdf.exe", PDF),
        ("a.txt", b"\n <!DOCTYPE html><script>"),
        ("a.txt", b"\xef\xbb\xbf<script>"),
        ("a.txt", b"#!/bin/sh\n"),
        ("a.txt", b"MZ\x00\x01"),
        ("a.txt", b"x" * 5000 + b"\x00"),
        ("a.txt", b"x" * 5000 + b"\xff"),
        ("a.csv", b"<svg/>"),
        ("a.json", b"alert(1)"),
        ("a.eml", b"no header\r\n\r\n"),
        ("a.docx", an_office_file("xl/workbook.xml")),
        ("a.docx", an_office_file("word/document.xml", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04 but no archive"),
    ],
)
def test_everything_else_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    """By its name, or because its content is something else; and nothing of it is left."""
    with pytest.raises(CallboardError, match="not of a type that is taken"):
        keep_stream([content], name, tmp_path)

    assert _found(tmp_path) == []


def test_an_empty_file_shows_nothing(tmp_path: Path) -> None:
    """It is refused."""
    with pytest.raises(CallboardError, match="is empty"):
        keep_stream([], "a.txt", tmp_path)


@pytest.mark.parametrize(
    "name",
    ["", "..", "../a.txt", "a/b.txt", "a\\b.txt", "a\nb.txt", "a\x1b.txt", "a\u202etxt.exe"],
)
def test_a_name_that_is_no_plain_name_is_refused(name: str, tmp_path: Path) -> None:
    """It will be shown, and be the name of what somebody saves."""
    with pytest.raises(CallboardError, match="cannot be kept") as refused:
        keep_stream([b"text"], name, tmp_path)

    assert not (tmp_path / "attachments").exists()
    assert "\u202e" not in str(refused.value)


def test_every_ending_in_the_list_is_taken() -> None:
    """The list is what the refusal tells people."""
    assert {".pdf", ".txt", ".docx", ".eml"} <= set(ENDINGS)
    for ending in ENDINGS:
        assert media_type_of(f"a{ending}", BytesIO(b"\x00 nothing")) is None


def test_what_was_changed_or_lost_is_not_given_back(tmp_path: Path) -> None:
    """What was handed in, or nothing; and which of both it is."""
    kept = keep_stream([PDF], "letter.pdf", tmp_path)
    (stored,) = _found(tmp_path)
    assert whether_kept(kept.sha256, tmp_path) == "whole"

    stored.write_bytes(b"%PDF-1.7 changed")
    assert whether_kept(kept.sha256, tmp_path) == "altered"
    with pytest.raises(CallboardError, match="SHA-256 differs"):
        opened(kept.sha256, tmp_path)

    stored.unlink()
    assert whether_kept(kept.sha256, tmp_path) == "missing"
    with pytest.raises(CallboardError, match="is not in"):
        opened(kept.sha256, tmp_path)


@pytest.mark.parametrize("digest", ["", "../../secret", "AB" * 32, "ab" * 31])
def test_what_is_no_digest_opens_no_file(digest: str, tmp_path: Path) -> None:
    """A digest is never a path."""
    with pytest.raises(CallboardError, match="no SHA-256"):
        opened(digest, tmp_path)


def test_a_file_of_the_disk_is_copied(tmp_path: Path) -> None:
    """Under its own name; what becomes of the original does not matter then."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(PDF)
    kept = keep(path, tmp_path / "home")
    path.unlink()

    assert kept.name == "letter.pdf"
    assert whether_kept(kept.sha256, tmp_path / "home") == "whole"
