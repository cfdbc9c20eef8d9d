"""What the linter says of a notice: the rule, the field, what is wrong and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from runbooks.findings import Finding, Path, Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One problem; an error keeps the notice from going out, a warning is for whoever approves."""

    #: The stable id of its rule.
    id: str
    severity: Severity
    #: Keys and positions from the content to the field, such as `("submit_by", 0, "at")`.
    path: Path
    message: str
    hint: str

    @property
    def field(self) -> str:
        """The path in one word, such as `submit_by.0.at`."""
        return ".".join(str(step) for step in self.path)

    @property
    def finding(self) -> Finding:
        """The problem as a document places it."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            message=self.message,
            hint=self.hint,
            path=self.path,
        )

    def __str__(self) -> str:
        """Message and hint."""
        return f"{self.message} {self.hint}"


def error(rule: str, path: Path, message: str, hint: str) -> Problem:
    """A problem with which a notice does not go out."""
    return Problem(id=rule, severity="error", path=path, message=message, hint=hint)


def warning(rule: str, path: Path, message: str, hint: str) -> Problem:
    """A problem that whoever approves is told of."""
    return Problem(id=rule, severity="warning", path=path, message=message, hint=hint)
