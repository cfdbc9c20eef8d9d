"""A file of subscribers taken apart: YAML or CSV, each value with its line; hostile text is told.

A CSV has a line for each route, and one without a route for an organisation that has none. What it
says of the organisation stands in its first line there; later lines may leave it empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from notices.subscriptions.file import KINDS
from runbooks.characters import first_unreadable
from runbooks.document import read_document
from runbooks.findings import Finding, Located, Path, error

_LISTS = ("roles", "mpids", "systems", "environments")
_FLAGS = ("role_mailbox", "test", "calendar", "fallback")
_OWN = ("name", "roles", "mpids")
COLUMNS = ("subscriber", *_OWN, "kind", "address", "label", "systems", "environments", *_FLAGS)
_TRUTH = {"": False, "no": False, "false": False, "0": False, "yes": True, "true": True, "1": True}
#: Characters and lines of a CSV at most.
_LONGEST, _MOST = 4_000_000, 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The plain data of a file, and where each part of it stands."""

    data: Mapping[str, Any]
    located: Callable[[Finding], Located]
    findings: tuple[Located, ...]


def laid_out(text: str, file: str) -> Layout:
    """The parts of a file, which is a CSV if its name says so."""
    if file.lower().endswith(".csv"):
        return _Csv(text, file).layout()
    document = read_document(text, file)
    data = document.data
    return Layout(data=data or {}, located=document.located, findings=document.findings)


class _Csv:
    """Reads lines into the form that a YAML file has."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text.removeprefix("\ufeff")
        self._file = file
        self._findings: list[Located] = []
        self._organisations: dict[str, dict[str, Any]] = {}
        self._lines: dict[Path, int] = {}

    def layout(self) -> Layout:
        """Everything in it."""
        for line, row in self._rows():
            self._take(line, row)
        data = {"subscribers": "csv", "organisations": self._organisations}
        return Layout(data=data, located=self._located, findings=tuple(self._findings))

    def _rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        if len(self._text) > _LONGEST:
            self._wrong(1, "csv-form", f"The file has more than {_LONGEST:,} characters.")
            return
        if (found := first_unreadable(self._text)) is not None:
            self._wrong(found[0][0], "csv-form", f"{found[1]} stands here.")
            return
        lines = csv.reader(io.StringIO(self._text), strict=True)
        try:
            header = [name.strip() for name in next(lines, [])]
            if not self._is_header(header):
                return
            for values in lines:
                if lines.line_num > _MOST:
                    self._wrong(lines.line_num, "csv-form", f"The file has over {_MOST:,} lines.")
                    return
                if not any(values):
                    continue
                if len(values) != len(header):
                    self._wrong(
                        lines.line_num,
                        "csv-form",
                        f"This line has {len(values)} values, and the first one {len(header)}.",
                    )
                    continue
                yield lines.line_num, dict(zip(header, map(str.strip, values), strict=True))
        except csv.Error as problem:
            self._wrong(lines.line_num, "csv-form", f"This is no CSV: {problem}.")

    def _is_header(self, header: list[str]) -> bool:
        unknown = [name for name in header if name not in COLUMNS]
        missing = [name for name in ("subscriber", "name", "roles") if name not in header]
        for name in unknown:
            self._wrong(1, "csv-form", f"There is no column {name[:40]!r}.")
        for name in missing:
            self._wrong(1, "csv-form", f"The column {name} is missing.")
        if len(set(header)) != len(header):
            self._wrong(1, "csv-form", "A column stands there twice.")
        return not unknown and not missing and len(set(header)) == len(header)

    def _take(self, line: int, row: Mapping[str, str]) -> None:
        name = row["subscriber"]
        if name not in self._organisations:
            own: dict[str, Any] = {"name": row["name"], "routes": []}
            own |= {key: _list(row.get(key, "")) for key in ("roles", "mpids")}
            self._organisations[name] = own
            self._lines["organisations", name] = line
        elif any(
            row.get(key) and _value(key, row[key]) != self._organisations[name][key] for key in _OWN
        ):
            self._wrong(line, "csv-form", f"{name} has another name, roles or ids further up.")
        if row.get("kind") or row.get("address"):
            self._route(line, name, row)

    def _route(self, line: int, name: str, row: Mapping[str, str]) -> None:
        kind = row.get("kind", "")
        if kind not in KINDS:
            self._wrong(line, "csv-form", f"{kind[:40]!r} is none of {', '.join(KINDS)}.")
            return
        route: dict[str, Any] = {kind: row.get("address", ""), "label": row.get("label", "")}
        route |= {key: _list(row.get(key, "")) for key in ("systems", "environments")}
        for flag in _FLAGS:
            meant = _TRUTH.get(row.get(flag, "").casefold())
            if meant is None:
                self._wrong(line, "csv-form", f"{flag} is neither yes nor no.")
                return
            route[flag] = meant
        routes = self._organisations[name]["routes"]
        self._lines["organisations", name, "routes", len(routes)] = line
        routes.append(route)

    def _wrong(self, line: int, rule: str, message: str) -> None:
        finding = error(rule, (), message, "Correct it there.")
        self._findings.append(Located(finding=finding, file=self._file, line=line, column=1))

    def _located(self, finding: Finding) -> Located:
        path = finding.path
        while path and path not in self._lines:
            path = path[:-1]
        line = self._lines.get(path, 1)
        return Located(finding=finding, file=self._file, line=line, column=1)


def _value(key: str, text: str) -> Any:
    return _list(text) if key in _LISTS else text


def _list(text: str) -> list[str]:
    """Several values in one: `EES; DIP` or `EES DIP`."""
    return text.replace(";", " ").split()
