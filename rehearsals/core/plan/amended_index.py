"""The structure of a run whose plan was amended: what it covered, and what was added to it."""

from __future__ import annotations

from rehearsals.core.index import RunIndex, index_runbook
from runbooks.model import Runbook


def index_amended(before: Runbook, index: RunIndex, after: Runbook) -> RunIndex:
    """The structure after an amendment of a run that goes forward; raises what index_runbook does.

    What the run covered it goes on covering, and all that is new; what was out of its scope stays.
    """
    known, covered = before.task_by_id, set(index.forward)
    scope = tuple(t.id for t in after.tasks if t.id in covered or t.id not in known)
    return index_runbook(after, scope)
