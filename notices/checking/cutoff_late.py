"""An access cut-off is earlier than the outage; else the outage is what cuts people off."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error, warning
from notices.checking.subject import Subject

RULE = "cutoff-late"


def check(subject: Subject) -> Iterator[Problem]:
    """A cut-off after the start; one at the start is only superfluous."""
    cutoff, start = subject.content.cutoff, subject.content.window.start
    if cutoff is None or start is None or cutoff.at < start:
        return
    say = error if cutoff.at > start else warning
    when = "after" if cutoff.at > start else "just when"
    message = (
        f"People are said to be kept out from {subject.shown(cutoff.at)}, {when} the outage "
        f"begins at {subject.shown(start)}."
    )
    yield say(RULE, ("cutoff", "at"), message, "Give an earlier time, or leave it out.")
