"""Reading PSPLIB: instances in Patterson's format (`.rcp`) and its own (`.sm`), and best makespans.

A folder, which may hold tar files, or a tar file holds instances; the makespans stand in a table
`*_best_known.csv` within it or beside it.
"""

from __future__ import annotations

import csv
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"^(j30|j60|j90|j120)_?(\d+)_(\d+)$")
_TABLES = "*_best_known.csv"
_TARS = (".tar", ".tar.gz", ".tgz")


@dataclass(frozen=True, kw_only=True, slots=True)
class Instance:
    """A resource-constrained project; activities count from 0, times are whole periods."""

    #: Such as `j30_1_1`.
    name: str
    durations: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]
    #: By activity: how much of each resource.
    demands: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]
    #: The best makespan that is known; None if it is not.
    best: int | None = None


def instances_in(place: Path) -> Iterator[Instance]:
    """The instances of a folder or a tar file, by their names."""
    texts = dict(_texts(place))
    tables = [text for name, text in texts.items() if name.endswith(".csv")]
    folder = place if place.is_dir() else place.parent
    tables += [table.read_text(encoding="utf-8") for table in sorted(folder.rglob(_TABLES))]
    best = {name: value for table in tables for name, value in best_known(table).items()}
    for file in sorted(texts):
        if file.endswith((".rcp", ".sm")):
            name = common_name(Path(file).stem)
            read = read_sm if file.endswith(".sm") else read_patterson
            yield read(name, texts[file], best.get(name))


def common_name(stem: str) -> str:
    """`j30_1_10` for that and for `j301_10`, as the library itself names its files."""
    match = _NAME.match(stem)
    return "_".join(match.groups()) if match else stem


def best_known(table: str) -> dict[str, int]:
    """The best makespans of a table by instance."""
    rows = csv.DictReader(table.splitlines())
    return {common_name(row["instance"]): int(row["best_known_makespan"]) for row in rows}


def read_patterson(name: str, text: str, best: int | None = None) -> Instance:
    """An instance in Patterson's format: a row of numbers for each activity."""
    numbers = map(int, text.split())
    count, kinds = next(numbers), next(numbers)
    capacities = tuple(next(numbers) for _ in range(kinds))
    durations, demands, successors = list[int](), list[tuple[int, ...]](), list[tuple[int, ...]]()
    for _ in range(count):
        durations.append(next(numbers))
        demands.append(tuple(next(numbers) for _ in range(kinds)))
        behind = next(numbers)
        successors.append(tuple(next(numbers) - 1 for _ in range(behind)))
    return Instance(
        name=name,
        durations=tuple(durations),
        successors=tuple(successors),
        demands=tuple(demands),
        capacities=capacities,
        best=best,
    )


def read_sm(name: str, text: str, best: int | None = None) -> Instance:
    """An instance in the library's own format, one mode for each activity."""
    links = _rows(text, "PRECEDENCE RELATIONS:")
    work = _rows(text, "REQUESTS/DURATIONS:")
    return Instance(
        name=name,
        durations=tuple(row[2] for row in work),
        successors=tuple(tuple(number - 1 for number in row[3:]) for row in links),
        demands=tuple(row[3:] for row in work),
        capacities=_rows(text, "RESOURCEAVAILABILITIES:")[0],
        best=best,
    )


def _rows(text: str, heading: str) -> tuple[tuple[int, ...], ...]:
    """The rows of numbers below a heading, up to the next line of asterisks."""
    part = text.partition(heading)[2].partition("\n***")[0]
    lines = (line.split() for line in part.splitlines())
    return tuple(tuple(map(int, line)) for line in lines if line and line[0].isdigit())


def _texts(place: Path) -> Iterator[tuple[str, str]]:
    """Every file of a folder or a tar file, by name, as text."""
    if place.is_dir():
        for file in sorted(place.rglob("*")):
            if file.suffix in {".rcp", ".sm"}:
                yield file.name, file.read_text(encoding="utf-8")
            elif file.name.endswith(_TARS):
                yield from _texts(file)
        return
    with tarfile.open(place) as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and member.name.endswith((".rcp", ".sm", ".csv")):
                yield Path(member.name).name, content.read().decode("utf-8")
