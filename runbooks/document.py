"""A document: plain data with the line and column of every value, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runbooks.findings import Finding, Located, Path
from runbooks.places import Mark, Place, position
from runbooks.yaml_reader import YamlReader


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The plain data of a file, with marks; `data` is None if nothing could be read."""

    file: str
    data: Mapping[str, Any] | None
    findings: tuple[Located, ...]
    root: Place | None = None

    def value(self, path: Path) -> Any:
        """The value at a path, which must exist."""
        value: Any = self.data
        for step in path:
            value = value[step]
        return value

    def nearest(self, path: Path) -> Path:
        """The longest beginning of a path that exists in the document."""
        place: Any = self.root
        for depth, step in enumerate(path):
            place = place.entry(step) if isinstance(place, Place) else None
            if place is None:
                return path[:depth]
        return path

    def mark(self, path: Path) -> Mark:
        """Line and column, from 1, of a value or of its nearest ancestor that exists.

        A mapping or list under a key is marked at that key, where a person looks for it.
        """
        path = self.nearest(path)
        parent, place = self._places(path)
        if isinstance(place, Place) and parent is not None and path[-1] in parent.keys:
            return position(parent.keys[str(path[-1])])
        return position(place.start if isinstance(place, Place) else place)

    def key_mark(self, path: Path) -> Mark:
        """Line and column, from 1, of the key that a path ends in."""
        parent, _ = self._places(path)
        if parent is None or path[-1] not in parent.keys:
            return self.mark(path)
        return position(parent.keys[str(path[-1])])

    def located(self, finding: Finding) -> Located:
        """The finding with the mark of its path."""
        line, column = self.mark(finding.path)
        return Located(finding=finding, file=self.file, line=line, column=column)

    def _places(self, path: Path) -> tuple[Place | None, Any]:
        parent, place = None, self.root
        for step in path:
            if not isinstance(place, Place):
                return None, None
            parent, place = place, place.entry(step)
        return parent, place


def read_document(text: str, file: str) -> Document:
    """Read YAML text; whatever is wrong with it stands in `findings`, nothing is raised.

    Bytes that are not UTF-8 are expected as lone surrogates (`errors="surrogateescape"`).
    """
    reader = YamlReader(text.removeprefix("\ufeff"), file)
    whole = reader.read()
    return Document(
        file=file,
        data=reader.data if whole else None,
        findings=tuple(reader.findings),
        root=reader.place if whole else None,
    )
