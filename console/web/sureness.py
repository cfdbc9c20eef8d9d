"""Asking again before what was measured is taken that is not as expected: a slip is soon typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.web.posting import Posted
from rehearsals.core.commands import AnyCommand, CompleteTask
from rehearsals.core.state import RunState
from rehearsals.core.tasks.completing import within_tolerance
from runbooks.errors import CallboardError

#: The hidden field that says that these very figures are meant.
SURE = "sure"


class Unsure(CallboardError):
    """What was typed may be a slip; sent once more it is taken."""

    def __init__(self, sure: str, problems: Mapping[str, str]) -> None:
        #: What the form carries when it is sent once more.
        self.sure = sure
        self.problems = dict(problems)
        super().__init__(
            "What was measured is not as expected.",
            hint="If that is what was measured, send it once more: it stays marked in the journal. "
            "If not, put it right.",
        )


def check_sure(
    state: RunState, kind: type[AnyCommand], data: Mapping[str, Any], sent: Posted
) -> None:
    """Raise Unsure for figures out of tolerance that were not sent a second time."""
    task = state.index.tasks.get(str(data.get("task")))
    results = data.get("results")
    if kind is not CompleteTask or task is None or not isinstance(results, dict):
        return
    amiss = {
        f"results.{wanted.id}": f"{results[wanted.id]:,.15g} is not {wanted.expected:,.15g} "
        f"{wanted.unit}"
        + (f", give or take {wanted.tolerance:,.15g}." if wanted.tolerance else ".")
        for wanted in task.results
        if isinstance(results.get(wanted.id), (int, float))
        and not within_tolerance(wanted, results[wanted.id])
    }
    sure = "&".join(
        f"{name.partition('.')[2]}={results[name.partition('.')[2]]!r}" for name in amiss
    )
    if amiss and sent.form.get(SURE) != sure:
        raise Unsure(sure, amiss)
