"""What is read over before it counts has a page of its own, to which its plain form leads."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from console.web.reading import Look
from rehearsals.core.commands import AnyCommand, DecideGate, TurnBack, WithdrawGo


def read_over_at(look: Look, kind: type[AnyCommand], query: QueryParams) -> str | None:
    """The page where a command is read over before it is done, with what is known of it.

    None for what has no such page, or where no gate of the run is named.
    """
    if kind is TurnBack:
        return _with(f"/runs/{look.run}/control/turn-back", dict(_turning(query)))
    gate = look.state.runbook.gate_by_id.get(query.get("gate", ""))
    if kind not in (DecideGate, WithdrawGo) or gate is None:
        return None
    known = {name: value for name, value in query.items() if name not in ("gate", "next")}
    if kind is WithdrawGo:
        known["outcome"] = "withdrawn"
    return _with(f"/runs/{look.run}/gates/{gate.id}/decide", known)


def _turning(query: QueryParams) -> dict[str, str]:
    """The way back is chosen there as one: `rollback/G6`."""
    known = {name: value for name, value in query.items() if name not in ("kind", "gate", "next")}
    if query.get("kind"):
        known["way"] = "/".join(filter(None, (query.get("kind"), query.get("gate"))))
    return known


def _with(path: str, known: dict[str, str]) -> str:
    return f"{path}?{urlencode(known)}" if known else path
