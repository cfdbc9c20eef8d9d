"""What the keeper looks at: facts of interest, what is left, and what drafting is given of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from notices.drafting.view import View
from rehearsals.core import events as e
from rehearsals.core.state import RunState
from rehearsals.outlook.network import planned_of
from rehearsals.outlook.rest import Rest, rest_of
from runbooks.errors import PlanError, TimeError

_log = logging.getLogger("callboard.notices")
#: Facts that change neither the plan of the rest nor what is told of it.
OF_NO_INTEREST = (
    e.CopyConfirmed,
    e.EvidenceRecorded,
    e.CheckRecorded,
    e.RecommendationMade,
    e.VoteCast,
    e.Countersigned,
    e.NoteAdded,
    e.FileAttached,
    e.RollCalled,
    e.RollAnswered,
    e.ShiftHandedOver,
    e.ShiftTaken,
    e.IncidentLinked,
    e.IncidentClosed,
    e.ObservationRecorded,
    e.ObservationAnswered,
    e.ObservationFinal,
)


def rest_now(state: RunState, now: datetime) -> Rest | None:
    """What is left of the run; None of one that cannot be planned."""
    try:
        return rest_of(state, now)
    except (PlanError, TimeError) as error:
        _log.warning("What is left of %s cannot be planned: %s", state.run, error)
        return None


def view_of(
    state: RunState,
    now: datetime,
    rest: Rest | None,
    forecast: Mapping[str, datetime],
    within_since: Mapping[str, datetime],
) -> View:
    """What drafting is given: a run at an instant (UTC), with what is forecast of its outages."""
    return View(
        state=state,
        plan=planned_of(state),
        now=now,
        dates=rest.dates if rest else {},
        forecast=forecast,
        within_since=within_since,
    )
