"""Texts of a runbook for people outside: without the ids of tasks, gates and outages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.web.views.named import system_of
from runbooks.model import Runbook

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
#: What tells an id from a word: a digit, a dash or an underscore in it.
_ID_LIKE = re.compile(r"[0-9_-]")


def inside_names(book: Runbook) -> Mapping[str, str]:
    """What stands outside for each id that only people inside know."""
    back = (*book.stand_down.tasks, *book.rollback.tasks)
    names = {task.id: "a later step of the cutover" for task in (*book.tasks, *back)}
    ends = {entry.until for entry in book.instructions if isinstance(entry.until, str)}
    ends = (ends & names.keys()) - completing(book)
    names |= dict.fromkeys(ends, "the all-clear")
    names |= {gate.id: "a decision of the cutover" for gate in book.gates}
    names |= {
        key: f"the outage of {system_of(book, outage.system).name}"
        for key, outage in book.outages.items()
    }
    public = book.systems.keys() | book.parties.keys()
    return {key: name for key, name in names.items() if key not in public}


def completing(book: Runbook) -> frozenset[str]:
    """The tasks that end an outage: that a service is back is not the all-clear."""
    edges = (outage.closes for outage in book.outages.values())
    return frozenset(edge.task for edge in edges if edge)


def outside(text: str, names: Mapping[str, str]) -> str:
    """A text on one line, with the ids that it holds said in words."""
    return _WORD.sub(lambda found: _said(found.group(), names), " ".join(text.split()))


def _said(word: str, names: Mapping[str, str]) -> str:
    # The full stop of a sentence may stand behind an id, in which it is allowed too.
    bare = word.rstrip("._-")
    for candidate in (word, bare):
        if candidate in names and _ID_LIKE.search(candidate):
            return names[candidate] + word[len(candidate) :]
    return word
