"""`/programme`: frozen plans, requests to change them, milestones; and the commands on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from console.api import answers, answers_beside
from console.api.beside import Register, done_beside
from console.api.bodies import Body, Instant, RawJson, Text, body_of, plain, read
from console.api.document import json_of
from console.api.finding import as_json
from console.api.keys import Key, once
from console.api.routing import Asker, Routes, TheHouse
from console.programme_desk import DECIDING, FREEZING, PLANNING, REQUESTING, Task
from console.web.fields import fields_of
from console.web.handing_in import path_name
from console.web.house import House
from console.web.policy import READERS
from console.web.visitor import Visitor
from dependencies.check import load
from rehearsals.core.fact import Entered
from rehearsals.names import PROGRAMME
from rehearsals.people.denying import check_voice
from rehearsals.people.opening import may_do
from rehearsals.programme import commands as c
from rehearsals.programme.book import programme_ledger
from rehearsals.programme.digest import plan_digest
from reports.data import plain as as_data
from runbooks.errors import RunbookNotFound
from runbooks.library import library_names
from runbooks.model import Runbook

routes = Routes(tags=["programme"])


class FreezePlanBody(Body):
    """A shipped runbook that is to be changed by request and decision alone."""

    runbook: Text
    decided_by: Text
    forum: Text
    reason: Text
    from_: Annotated[Instant | None, Field(alias="from", description="If not from now.")] = None
    until: Annotated[Instant | None, Field(description="If not until it is lifted.")] = None


class RequestChangeBody(Body):
    """A request that a frozen runbook become the one that is shipped now."""

    runbook: Text
    changes: Annotated[Text, Field(description="What changes, in words.")]
    reason: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kind:
    """A command on the programme: whose it is, and how its fields come from a body."""

    task: Task
    body: type[Body]
    fields: Callable[[dict[str, Any]], dict[str, Any]] = dict


def _freezing(data: dict[str, Any]) -> dict[str, Any]:
    book = _shipped(data["runbook"])
    return {**data, "runbook": book.runbook, "digest": plan_digest(book)}


_COMMANDS: Mapping[type[c.ProgrammeCommand], _Kind] = {
    c.FreezePlan: _Kind(task=FREEZING, body=FreezePlanBody, fields=_freezing),
    c.LiftFreeze: _Kind(task=FREEZING, body=body_of(c.LiftFreeze, spoken=False)),
    c.RequestChange: _Kind(task=REQUESTING, body=RequestChangeBody, fields=_freezing),
    c.DecideChange: _Kind(task=DECIDING, body=body_of(c.DecideChange, spoken=False)),
    c.SetMilestone: _Kind(task=PLANNING, body=body_of(c.SetMilestone, spoken=False)),
    c.ReplanMilestone: _Kind(task=PLANNING, body=body_of(c.ReplanMilestone, spoken=False)),
    c.RecordMilestone: _Kind(task=PLANNING, body=body_of(c.RecordMilestone, spoken=False)),
}


@routes.on("GET", "/programme", READERS, answers=answers_beside.Programme, said="The programme.")
def show_programme(house: TheHouse) -> Response:
    """Show frozen plans, requests to change them, and milestones."""
    now, state = house.now(), programme_ledger(house.journal, house.now).state()
    return as_json(
        {
            "freezes": [
                {**as_data(one.what), "holds": one.holds(now), "lifted_at": as_data(one.lifted_at)}
                for one in state.freezes.values()
            ],
            "requests": [
                {
                    **as_data(one.what),
                    "status": one.status,
                    "at": as_data(one.at),
                    "by": one.voice,
                    "decision": as_data(one.decision),
                    "decided_at": as_data(one.decided_at),
                }
                for one in state.requests
            ],
            "milestones": [
                {
                    **as_data(one.baseline),
                    "planned": one.planned,
                    "actual": one.actual,
                    "replans": as_data(one.replans),
                    "actuals": as_data(one.actuals),
                }
                for one in state.milestones.values()
            ],
        }
    )


def _shipped(name: str) -> Runbook:
    """A runbook from the shelf; raises RunbookNotFound for anything else, such as a path."""
    if name not in library_names():
        raise RunbookNotFound(
            f"There is no runbook {name} on the shelf.",
            hint=f"There are: {', '.join(library_names())}.",
        )
    return load(name)


def _submitting(
    house: House, visitor: Visitor, task: Task
) -> Callable[[c.ProgrammeCommand], Sequence[Entered[Any]]]:
    def submit(asked: c.ProgrammeCommand) -> Sequence[Entered[Any]]:
        register = visitor.register
        refusal = may_do(register, asked.actor, task.roles, task.what, visitor.now)
        if refusal := refusal or check_voice(register, asked):
            house.writer.deny(PROGRAMME, asked, refusal)
        return house.writer.programme(asked)

    return submit


def _route(kind: type[c.ProgrammeCommand], how: _Kind) -> None:
    name = path_name(kind)  # type: ignore[arg-type]

    def command(
        *, request: Request, house: TheHouse, visitor: Asker, key: Key, raw: RawJson
    ) -> Response:
        data = plain(read(how.body, raw))
        wish = once(visitor, key, name, data)
        register = Register(stream=PROGRAMME, submit=_submitting(house, visitor, how.task))
        return done_beside(
            request,
            wish,
            register,
            lambda: wish.asking.make(kind, fields_of(kind, how.fields(data))),
        )

    command.__name__ = name.replace("-", "_")
    command.__doc__ = (kind.__doc__ or "").strip()
    routes.on(
        "POST",
        f"/programme/commands/{name}",
        READERS,
        scope="act",
        answers=answers.Done,
        said="It is done, and durable.",
        body=json_of(how.body),
    )(command)


for _kind, _how in _COMMANDS.items():
    _route(_kind, _how)
