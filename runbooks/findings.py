"""What is wrong with a runbook: findings, and where in the file they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
#: Keys and list positions from the root of a document to a value.
Path = tuple[str | int, ...]

_LONGEST_SHOWN = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One problem: the stable id of its rule, what is wrong, and what to do about it."""

    rule: str
    severity: Severity
    message: str
    hint: str
    path: Path = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Located:
    """A finding with its place in a file; lines and columns count from 1."""

    finding: Finding
    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """`file:line:column: error[rule-id] message (hint)`."""
        found = self.finding
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {found.severity}[{found.rule}] {found.message} ({found.hint})"


def error(rule: str, path: Path, message: str, hint: str) -> Finding:
    """A finding that stops a run."""
    return Finding(rule=rule, severity="error", message=message, hint=hint, path=path)


def warning(rule: str, path: Path, message: str, hint: str) -> Finding:
    """A finding that somebody must accept before a run."""
    return Finding(rule=rule, severity="warning", message=message, hint=hint, path=path)


def in_order(findings: list[Located]) -> tuple[Located, ...]:
    """Each finding once, by line, column and rule, so that two checks print the same."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda f: (f.line, f.column, f.finding.rule, f.finding.message),
        )
    )


def shown(value: object) -> str:
    """A value as a message shows it: quoted if it is text, and never longer than a line."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
