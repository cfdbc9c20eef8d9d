"""Files that were handed in: kept once under their digest, private, and checked when read."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from rehearsals.readiness.attachments import LARGEST, keep, read
from runbooks.errors import CallboardError


def a_file(folder: Path, content: bytes = b"We are ready.", name: str = "letter.pdf") -> Path:
    """A file to attach."""
    path = folder / name
    path.write_bytes(content)
    return path


def test_file_is_kept_under_its_digest(tmp_path: Path) -> None:
    """The register needs no content, only what it was."""
    kept = keep(a_file(tmp_path), tmp_path / "home")

    assert kept.name == "letter.pdf"
    assert kept.size == 13
    assert kept.sha256 == hashlib.sha256(b"We are ready.").hexdigest()
    assert read(kept, tmp_path / "home") == b"We are ready."


def test_same_content_is_kept_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    """One copy, readable by its owner alone, and no part left lying about."""
    home = tmp_path / "home"
    first = keep(a_file(tmp_path), home)
    second = keep(a_file(tmp_path, name="again.pdf"), home)

    files = [path for path in home.rglob("*") if path.is_file()]
    assert first.sha256 == second.sha256
    assert len(files) == 1
    for path in home.rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_changed_file_is_not_given_back(tmp_path: Path) -> None:
    """What was handed in, or nothing."""
    kept = keep(a_file(tmp_path), tmp_path)
    (stored,) = (tmp_path / "attachments").rglob(kept.sha256)
    stored.write_bytes(b"We are not.")

    with pytest.raises(CallboardError, match="SHA-256 differs"):
        read(kept, tmp_path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A pipe would hold the command for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path in (pipe, tmp_path, tmp_path / "nothing"):
        with pytest.raises(CallboardError, match=r"is no file|cannot be attached"):
            keep(path, tmp_path / "home")


def test_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """The data directory is no archive."""
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(CallboardError, match="more than 50,000,000"):
        keep(path, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_name_that_drives_a_terminal_is_refused(tmp_path: Path) -> None:
    """Names are shown for years."""
    with pytest.raises(CallboardError, match="name that cannot be kept"):
        keep(a_file(tmp_path, name="a\x1b[31m.pdf"), tmp_path / "home")
