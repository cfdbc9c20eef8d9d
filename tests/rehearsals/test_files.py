"""Files are written whole, what is no file is left what it is, and directories are private."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from rehearsals.files import make_private, open_to_others, write_whole
from runbooks.errors import CallboardError


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What fails half-way leaves the old file as it was, and no part of the new one."""
    path = tmp_path / "file"
    write_whole(path, ["old"])

    def broken() -> Iterator[str]:
        yield "new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(path, broken())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """A named pipe or a device is never replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_whole(pipe, ["text"])
    reader.join()
    assert read == ["text"]
    assert pipe.is_fifo()


def test_a_directory_is_refused(tmp_path: Path) -> None:
    """The message names it."""
    with pytest.raises(CallboardError, match="is a directory"):
        write_whole(tmp_path, ["text"])


def test_a_new_directory_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the process lets others see otherwise."""
    make_private(tmp_path / "above" / "home")
    assert not open_to_others(tmp_path / "above" / "home")


@pytest.mark.parametrize("mode", [0o701, 0o710, 0o740, 0o704, 0o755])
def test_a_directory_that_others_may_look_into_is_noticed(tmp_path: Path, mode: int) -> None:
    """The group is others too; and what somebody opened is not closed again."""
    tmp_path.chmod(mode)
    make_private(tmp_path)
    assert open_to_others(tmp_path)
