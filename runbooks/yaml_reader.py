"""Reads YAML text into plain data and places; hostile text becomes findings.

Built on the events of PyYAML's C parser, one at a time and without recursion: an alias, a tag, a
nesting too deep or a text too long ends the reading at once, before it can cost anything.
"""

from __future__ import annotations

from typing import Any, NoReturn

import yaml
from yaml._yaml import CParser

from runbooks.characters import first_unreadable
from runbooks.findings import Located, shown
from runbooks.places import Mark, Place, position
from runbooks.scalars import resolve
from runbooks.yaml_refusals import refusal

#: Far beyond any cutover (10,000 tasks take 2 million characters); longer is not a runbook.
LONGEST_TEXT = 20_000_000
MOST_VALUES = 2_000_000
DEEPEST = 32


class _Stopped(Exception):
    """The way out of the loop when the text cannot be read any further; never seen outside."""


class _Frame:
    """A collection that is still open, and the key that waits for its value."""

    __slots__ = ("data", "key", "place")

    def __init__(self, data: Any, place: Place) -> None:
        self.data = data
        self.place = place
        self.key: str | None = None


class YamlReader:
    """Builds data and places side by side, event by event."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Located] = []
        self.data: Any = None
        self.place: Place | None = None
        self._open: list[_Frame] = []
        self._values = 0
        self._documents = 0

    def read(self) -> bool:
        """Read to the end; False if something stopped it, which then stands in `findings`."""
        try:
            self._look_over()
            self._read_events()
        except _Stopped:
            return False
        return True

    def _look_over(self) -> None:
        if len(self.text) > LONGEST_TEXT:
            self._stop("long", limit=LONGEST_TEXT)
        found = first_unreadable(self.text)
        if found is not None:
            self._stop("character", found[0], what=found[1])

    def _read_events(self) -> None:
        try:
            parser = CParser(self.text)
            while (event := parser.get_event()) is not None:
                self._take(event)
        except yaml.MarkedYAMLError as problem:
            self._syntax(problem)
        except yaml.YAMLError as problem:
            self._stop("syntax", problem=str(problem))
        if self.place is None:
            self._stop("empty")

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._start(event, {}, {})
        elif kind is yaml.SequenceStartEvent:
            self._start(event, [], [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
        elif kind is yaml.AliasEvent:
            self._stop("alias", position(event.start_mark), name=shown(event.anchor)[1:-1])
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _scalar(self, event: Any) -> None:
        self._refuse_extras(event)
        frame = self._open[-1] if self._open else None
        if frame is not None and frame.key is None and isinstance(frame.data, dict):
            self._key(frame, event)
            return
        value = resolve(event.value) if event.implicit[0] else event.value
        self._put(value, event.start_mark, event.start_mark)

    def _start(self, event: Any, data: Any, inner: Any) -> None:
        self._refuse_extras(event)
        if len(self._open) >= DEEPEST:
            self._stop("deep", position(event.start_mark), limit=DEEPEST)
        place = Place(event.start_mark, inner)
        self._put(data, place, event.start_mark)
        self._open.append(_Frame(data, place))

    def _key(self, frame: _Frame, event: Any) -> None:
        key = event.value
        if key in frame.data:
            first, _ = position(frame.place.keys[key])
            self._report("twice", position(event.start_mark), name=shown(key), line=first)
        frame.key = key
        frame.place.keys[key] = event.start_mark

    def _put(self, value: Any, place: Any, mark: Any) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._stop("many", position(mark), limit=MOST_VALUES)
        if not self._open:
            self._root(value, place, mark)
            return
        frame = self._open[-1]
        if isinstance(frame.data, list):
            frame.data.append(value)
            frame.place.inner.append(place)
            return
        if frame.key is None:
            self._stop("key", position(mark))
        frame.data[frame.key] = value
        frame.place.inner[frame.key] = place
        frame.key = None

    def _root(self, value: Any, place: Any, mark: Any) -> None:
        if not isinstance(value, dict):
            self._stop("root", position(mark))
        self.data, self.place = value, place

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop("second", position(event.start_mark))

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._stop("anchor", position(event.start_mark), name=shown(event.anchor)[1:-1])
        if event.tag is not None:
            self._stop("tag", position(event.start_mark), name=shown(event.tag))

    def _syntax(self, problem: yaml.MarkedYAMLError) -> None:
        mark = position(problem.problem_mark or problem.context_mark)
        lines = self.text.splitlines()
        if mark[0] <= len(lines) and "\t" in lines[mark[0] - 1][: mark[1]]:
            self._stop("tab", mark)
        context = f" {problem.context}" if problem.context else ""
        if problem.context_mark and problem.context_mark.line + 1 != mark[0]:
            context += f" that begins in line {problem.context_mark.line + 1}"
        self._stop("syntax", mark, problem=f"{problem.problem}{context}")

    def _stop(self, reason: str, mark: Mark = (1, 1), **words: str | int) -> NoReturn:
        self._report(reason, mark, **words)
        raise _Stopped

    def _report(self, reason: str, mark: Mark, **words: str | int) -> None:
        found = refusal(reason, **words)
        self.findings.append(Located(finding=found, file=self.file, line=mark[0], column=mark[1]))
