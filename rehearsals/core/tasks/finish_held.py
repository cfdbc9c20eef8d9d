"""What keeps a task from being done: links from other tasks that hold its finish (FF, SF).

It may begin and fail whenever it could without them. Left out it may be once their predecessors
have ended, or begun, as with links that hold its start: the lags are then waived.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.commands import Refusal
from rehearsals.core.letting_go import from_start, holding_finish, is_expected, lets_go_at
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from runbooks.clocktime import local, minutes_text
from runbooks.tasks import Link


def finish_from(state: RunState, task_id: str) -> datetime | None:
    """The instant (UTC) from which a task may be done; None while nobody can say.

    One whose finish nothing holds may be as soon as the run is open.
    """
    moment = state.opened_at
    for link in holding_finish(state, task_id):
        let_go = lets_go_at(state, link)
        if let_go is None:
            return None
        moment = max(moment, let_go)
    return moment


def check_finish(state: RunState, task_id: str, moment: datetime) -> Refusal | None:
    """A task is not done at a moment (UTC) at which another holds its finish."""
    for link in holding_finish(state, task_id):
        let_go = lets_go_at(state, link)
        if let_go is None or let_go > moment:
            when = f", at {local(let_go, state.runbook.timezone)}" if let_go else ""
            return refuse(
                "finish-held",
                f"{task_id} is not done before {_what(state, link)}{when}.",
                f"Enter it then; what was done of it meanwhile: `callboard note {state.run} "
                f"{task_id} ...`.",
            )
    return None


def _what(state: RunState, link: Link) -> str:
    """What must have happened before: `A is done and the lag of 15 min is over`."""
    happens = f"{link.task} {'has begun' if from_start(link) else 'is done'}"
    if is_expected(state, link):
        return f"{happens}, or likely to be within {minutes_text(-link.lag)}"
    return f"{happens} and the lag of {minutes_text(link.lag)} is over" if link.lag > 0 else happens
