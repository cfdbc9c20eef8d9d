"""A notice has a title: it is what stands in the list of mails."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "no-title"


def check(subject: Subject) -> Iterator[Problem]:
    """An empty title."""
    if not subject.content.title.strip():
        yield error(RULE, ("title",), "The title is empty.", "Say in a few words what happens.")
