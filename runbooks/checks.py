"""Automatic checks of a gate's criteria: a fixed set, never evaluated text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from runbooks.durations import Duration
from runbooks.moments import Moment
from runbooks.records import Harmless, Id, Record, Text

#: The kinds of returns that a party hands in before a cutover.
ReturnKind = Literal["declaration", "readiness_assessment", "legacy_letter", "checklist"]
HttpAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500), Harmless]


class TasksDone(Record):
    """Every one of some tasks is done; a skipped one is not."""

    tasks: Annotated[tuple[Id, ...], Field(min_length=1)]


class ResultWithin(Record):
    """A task is done and measured what it should, within the tolerance of the runbook."""

    task: Id
    result: Id


class ReturnsComplete(Record):
    """Every party has handed in its returns of these kinds, and none has expired since."""

    kinds: Annotated[tuple[ReturnKind, ...], Field(min_length=1)]
    #: Parties or groups.
    parties: Annotated[tuple[Id, ...], Field(min_length=1)]
    #: Whether they must be accepted too, not only submitted.
    accepted: bool = True


class HttpAnswers(Record):
    """An address answers as it should."""

    url: HttpAddress
    status: int = Field(default=200, ge=100, le=599)
    #: A text that the answer must hold.
    contains: Text | None = None
    timeout: Duration = Duration(low=10, likely=10, high=10)


class IncidentsClosed(Record):
    """No incident of service management is open, on some systems or at all."""

    systems: tuple[Id, ...] = ()


#: The target of a forecast that is no id: the finish of the run.
FINISH = "finish"


class ForecastBefore(Record):
    """The forecast says with a probability of 80 per cent that something comes before a time."""

    #: A gate (its readiness), an outage (its end), a task (its finish), or `finish`: of the run.
    #: Where one id is more than one of these, the first of them is meant.
    target: Id
    before: Moment


class Check(Record):
    """An automatic check; exactly one kind."""

    tasks_done: TasksDone | None = None
    result_within: ResultWithin | None = None
    returns_complete: ReturnsComplete | None = None
    http: HttpAnswers | None = None
    incidents_closed: IncidentsClosed | None = None
    forecast_p80_before: ForecastBefore | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Check:
        kinds = (
            self.tasks_done,
            self.result_within,
            self.returns_complete,
            self.http,
            self.incidents_closed,
            self.forecast_p80_before,
        )
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError(
                "`check` needs exactly one of tasks_done, result_within, returns_complete, http, "
                "incidents_closed, forecast_p80_before"
            )
        return self
