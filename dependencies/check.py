"""Checks a runbook: every problem of its text, its form, its references and its order at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dependencies.rules import RULES as ORDER_RULES
from dependencies.rules.subject import order_of
from runbooks.collector import collector_paused
from runbooks.errors import RunbookInvalid
from runbooks.findings import Finding, Located, in_order
from runbooks.library import Source, source_of
from runbooks.model import Runbook
from runbooks.reading import parse
from runbooks.rules import RULES
from runbooks.rules.subject import subject_of
from runbooks.writer import dump

#: Findings that make planned times meaningless, so that rules on the plan are passed over.
_UNPLANNABLE = frozenset(
    {"doubled-id", "no-tasks", "unknown-task"}
    | {"ambiguous-time", "bad-time", "non-existent-time", "wrong-offset"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """The outcome of a check: the runbook, if all of it could be read, and all findings."""

    runbook: Runbook | None
    #: By line, column and rule.
    findings: tuple[Located, ...]

    @property
    def errors(self) -> tuple[Located, ...]:
        """The findings that stop a run."""
        return tuple(f for f in self.findings if f.finding.severity == "error")

    @property
    def warnings(self) -> tuple[Located, ...]:
        """The findings that somebody must accept before a run."""
        return tuple(f for f in self.findings if f.finding.severity == "warning")


def check(source: Source) -> Checked:
    """Check a runbook; whatever its text is, the outcome is findings and never an exception."""
    with collector_paused():
        return _check(source)


def _check(source: Source) -> Checked:
    parsed = parse(source.text, source.name)
    if parsed.runbook is None:
        return Checked(runbook=None, findings=parsed.findings)
    subject = subject_of(parsed, parsed.runbook)
    findings = [finding for rule in RULES for finding in rule(subject)]
    found = {finding.rule for finding in findings}
    order = order_of(subject, plannable=parsed.whole and not found & _UNPLANNABLE)
    findings += _news((finding for rule in ORDER_RULES for finding in rule(order)), findings)
    located = [parsed.located(finding) for finding in findings]
    return Checked(
        runbook=parsed.runbook if parsed.whole else None,
        findings=in_order([*parsed.findings, *located]),
    )


def _news(more: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """Further findings, without warnings about what an error is about already."""
    wrong = {finding.path for finding in known if finding.severity == "error"}
    return [one for one in more if one.severity == "error" or one.path not in wrong]


def errors_of(runbook: Runbook) -> tuple[Finding, ...]:
    """The errors of a runbook that did not come from a file, such as one amended in a run."""
    checked = check(Source(name=runbook.runbook, text=dump(runbook)))
    return tuple(located.finding for located in checked.errors)


def load(ref: str) -> Runbook:
    """The runbook that a library name or a path stands for, checked; warnings do not stop it.

    Raises RunbookNotFound, and RunbookInvalid carrying the errors.
    """
    checked = check(source_of(ref))
    if checked.errors or checked.runbook is None:
        lines = "\n".join(f"  {found}" for found in checked.errors)
        count = len(checked.errors)
        raise RunbookInvalid(
            f"{ref} has {count} {'error' if count == 1 else 'errors'}:\n{lines}",
            findings=checked.errors,
        )
    return checked.runbook
