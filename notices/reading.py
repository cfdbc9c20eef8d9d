"""From a notice that somebody wrote, in YAML or JSON, to what it says; problems have their lines.

Text from outside is hostile: it is read as runbooks are (`runbooks/yaml_reader.py`), without tags
or aliases, and a notice is never long.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from notices.checking.check import check_notice
from notices.checking.problems import Problem
from notices.checking.zone_label import RULE as ZONE_LABEL
from notices.core.notice import Content, Window
from notices.filling_in import filled_in
from notices.written import WrittenNotice
from notices.written_errors import explained
from runbooks.document import Document, read_document
from runbooks.errors import NoticeInvalid
from runbooks.findings import Located, error, in_order

#: Characters of a notice at most.
LONGEST = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadNotice:
    """What could be read of a notice, and all that is wrong with it."""

    #: None if it is not even a notice, or a time in it is none.
    content: Content | None
    zone: str = "Europe/London"
    #: When it was or will be published, if it says so.
    published_at: datetime | None = None
    #: The window as announced before, if it says so.
    previous: Window | None = None
    findings: tuple[Located, ...]

    @property
    def errors(self) -> tuple[Located, ...]:
        """The findings with which it does not go out."""
        return tuple(one for one in self.findings if one.finding.severity == "error")

    @property
    def warnings(self) -> tuple[Located, ...]:
        """The findings for whoever approves it."""
        return tuple(one for one in self.findings if one.finding.severity == "warning")


def read_notice(
    text: str,
    file: str = "notice",
    *,
    known_systems: Collection[str] | None = None,
    now: datetime | None = None,
) -> ReadNotice:
    """Read and check a notice; whatever its text is, the outcome is findings, never an exception.

    `known_systems` are the codes that there are, `now` when it is published if it does not say so;
    what is not given is not checked.
    """
    if len(text) > LONGEST:
        found = error("long", (), f"A notice has at most {LONGEST} characters.", "Shorten it.")
        place = Located(finding=found, file=file, line=1, column=1)
        return ReadNotice(content=None, findings=(place,))
    document = read_document(text, file)
    if document.data is None:
        return ReadNotice(content=None, findings=document.findings)
    try:
        written = WrittenNotice.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as invalid:
        problems = tuple(document.located(one) for one in explained(invalid, document))
        return ReadNotice(content=None, findings=in_order([*document.findings, *problems]))
    return _checked(written, document, known_systems, now)


def read_content(
    source: Path | str,
    *,
    known_systems: Collection[str] | None = None,
    now: datetime | None = None,
) -> Content:
    """What a notice says that stands in a file, if `source` is a path, or is the text itself.

    Warnings do not stop it. Raises NoticeInvalid, which carries the errors with their lines.
    """
    file = str(source) if isinstance(source, Path) else "notice"
    text = _text_of(source) if isinstance(source, Path) else source
    read = read_notice(text, file, known_systems=known_systems, now=now)
    if read.errors or read.content is None:
        lines = "\n".join(f"  {found}" for found in read.errors)
        count = len(read.errors)
        raise NoticeInvalid(
            f"{file} has {count} {'error' if count == 1 else 'errors'}:\n{lines}",
            findings=read.errors,
        )
    return read.content


def _checked(
    written: WrittenNotice,
    document: Document,
    known_systems: Collection[str] | None,
    now: datetime | None,
) -> ReadNotice:
    filled = filled_in(written)
    problems: list[Problem] = list(filled.problems)
    if filled.content is not None:
        found = check_notice(
            filled.content,
            zone=written.zone,
            now=filled.published_at or now,
            previous=filled.previous,
            known_systems=known_systems,
            by_hand=True,
        )
        # Each time has been held against its own label already.
        problems += [one for one in found if one.id != ZONE_LABEL]
    located = [document.located(problem.finding) for problem in problems]
    return ReadNotice(
        content=filled.content,
        zone=written.zone,
        published_at=filled.published_at,
        previous=filled.previous,
        findings=in_order([*document.findings, *located]),
    )


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST * 4 + 1).decode("utf-8", errors="surrogateescape")
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        raise NoticeInvalid(
            f"{path} cannot be read: {(reason or 'that is not a path').lower()}. Check the path."
        ) from problem
