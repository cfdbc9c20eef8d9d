"""Commands that are asked of no run: of the register of people, of readiness, of the programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from console.api.answered import Answered, Made
from console.api.finding import as_json
from console.api.keys import Once
from console.api.routing import house_of
from console.api.shaping import entry_data, head_data
from console.web.house import House
from rehearsals.core.command import Command
from rehearsals.journal.port import Recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """One of the registers beside the runs."""

    stream: str
    #: Hands a command in; raises Refused. What it made is read from the stream.
    submit: Callable[[Any], object]


def done_beside(
    request: Request,
    wish: Once,
    register: Register,
    make: Callable[[], Command],
    check: Callable[[], None] | None = None,
) -> Response:
    """Do what is asked of a register, or find what it made before; the events, and the head.

    `check` raises ApiProblem if what was done before was something else after all.
    """
    house = house_of(request)
    with request.app.state.underway.hold(wish, register.stream):
        before = wish.done_before(one.wish for one in made_under(request, register.stream, wish))
        if not before:
            register.submit(make())
        elif check is not None:
            check()
    made = [one for one in made_under(request, register.stream, wish) if one.wish == wish.id]
    events = [_shown(one) for one in _read(house, register.stream, made)]
    head = house.journal.head(register.stream)
    return as_json({"repeated": before, "events": events, "head": head_data(head)})


def made_under(request: Request, stream: str, wish: Once) -> Sequence[Made]:
    """What was made in a register under the key of a wish."""
    house = house_of(request)

    def behind(seq: int) -> Iterator[str]:
        return (one.entry.command for one in house.journal.read(stream, after=seq))

    answered: Answered = request.app.state.answered
    return answered.under(wish.own, stream, behind)


def _read(house: House, stream: str, made: Sequence[Made]) -> Iterator[Recorded]:
    """The records of a command, which stand together."""
    if made:
        yield from islice(house.journal.read(stream, after=made[0].seq - 1), len(made))


def _shown(record: Recorded) -> dict[str, Any]:
    """An event without the hash of any secret."""
    shown = entry_data(record.seq, record.entry)
    return {**shown, "data": {k: v for k, v in shown["data"].items() if "hash" not in k}}
