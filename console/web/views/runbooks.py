"""The pages of runbooks: the list of them, and one with its text, its findings and its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name
from console.web.runbook_shelf import Shelved
from console.web.views.plan_options import Option
from console.web.views.plan_query import address
from runbooks.findings import Located
from runbooks.model import Runbook

#: Lines of a page; a text of up to this many is shown whole.
LINES = 3_000


@dataclass(frozen=True, kw_only=True, slots=True)
class BookRow:
    """A runbook in the list."""

    href: str
    label: str
    title: str
    runbook: str
    version: str
    tasks: int
    gates: int
    outages: int
    #: Of a run: its mode and status in words, and the address of what differs from the library.
    word: str
    differs: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingRow:
    """A problem of a runbook."""

    line: int
    column: int
    severity: str
    rule: str
    message: str
    hint: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the text; `worst` is `error` or `warning` if something was found in it."""

    number: int
    text: str
    worst: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BookPage:
    """One runbook."""

    book: Runbook
    ref: str
    run: str
    start: datetime
    findings: tuple[FindingRow, ...]
    errors: int
    warnings: int
    phases: tuple[tuple[str, int], ...]
    #: Gates with their deciders, outages with what they are out of.
    gates: tuple[tuple[str, str, str], ...]
    outages: tuple[tuple[str, str, str], ...]
    ways_back: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]
    first: int
    last: int
    of: int
    previous: str | None
    next: str | None
    #: What it can be compared with.
    others: tuple[Option, ...]


def book_row(ref: str, book: Runbook, *, word: str = "", shipped: str | None = None) -> BookRow:
    """A line of the list; of a run's, `word` says how it stands, `shipped` what it came from."""
    return BookRow(
        href=f"/runbooks/{ref}",
        label=ref.removeprefix("run:"),
        title=book.title,
        runbook=book.runbook,
        version=book.version,
        tasks=len(book.tasks),
        gates=len(book.gates),
        outages=len(book.outages),
        word=word,
        differs=address("/runbooks/diff", {"a": shipped, "b": ref}) if shipped else None,
    )


def book_page(shelf: Shelved, from_line: int, others: Iterable[Option]) -> BookPage:
    """The page of a runbook, its text from a line on."""
    book, found = shelf.book, shelf.findings()
    lines = shelf.source.text.splitlines()
    path = f"/runbooks/{shelf.ref}"
    first = min(max(from_line, 1), max(len(lines), 1))
    # A page begins where a reader turning pages would find it.
    first -= (first - 1) % LINES
    last = min(first + LINES - 1, len(lines))
    return BookPage(
        book=book,
        ref=shelf.ref,
        run=shelf.run,
        start=book.start.instant(book.timezone),
        findings=tuple(_finding(one, path) for one in found.findings),
        errors=len(found.errors),
        warnings=len(found.warnings),
        phases=tuple(_phases(book)),
        gates=tuple((gate.id, gate.title, _decider(book, gate.decider)) for gate in book.gates),
        outages=tuple(
            (key, one.title or key, _system(book, one.system)) for key, one in book.outages.items()
        ),
        ways_back=tuple(
            (word, len(way.tasks))
            for word, way in (("stand-down", book.stand_down), ("rollback", book.rollback))
            if way.tasks
        ),
        lines=tuple(_lines(lines[first - 1 : last], first, found.findings)),
        first=first,
        last=last,
        of=len(lines),
        previous=address(path, {"from": first - LINES}) if first > 1 else None,
        next=address(path, {"from": last + 1}) if last < len(lines) else None,
        others=tuple(one for one in others if one[0] != shelf.ref),
    )


def _finding(located: Located, path: str) -> FindingRow:
    found = located.finding
    page = located.line - (located.line - 1) % LINES
    href = address(path, {"from": page if page > 1 else ""})
    return FindingRow(
        line=located.line,
        column=located.column,
        severity=found.severity,
        rule=found.rule,
        message=found.message,
        hint=found.hint,
        href=f"{href}#L{located.line}",
    )


def _lines(texts: list[str], first: int, findings: Iterable[Located]) -> Iterator[Line]:
    worst: dict[int, str] = {}
    for one in findings:
        if worst.get(one.line) != "error":
            worst[one.line] = one.finding.severity
    for number, text in enumerate(texts, first):
        yield Line(number=number, text=text, worst=worst.get(number, ""))


def _phases(book: Runbook) -> Iterator[tuple[str, int]]:
    counted = Counter(task.phase for task in book.tasks)
    for phase, title in book.all_phases.items():
        if counted[phase]:
            yield title, counted[phase]


def _decider(book: Runbook, decider: str | None) -> str:
    return party_name(book, decider) if decider else ""


def _system(book: Runbook, key: str) -> str:
    system = book.systems.get(key)
    return system.name if system else key
