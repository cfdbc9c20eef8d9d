"""Small runs at random: links of all kinds, times, copies, machines, gates, outages, a scope."""

from __future__ import annotations

from typing import Any

from rehearsals.testing import a_gate, a_runbook, a_task
from runbooks.model import Runbook
from tests.rehearsals.core.tape import Tape

NAMES = ("A", "B", "C", "D", "E", "F", "G")
SIZES = (3, 2, 4, 5, 5, 6, 6, 7)
KINDS = ("plain", "plain", *["meeting"] * 3, "for_each", "automated", "automated")
LAGS = ("", "", "20m", "90m", "-10m")
LINKS = ("FS", "FS", "FS", "FS", "FF", "SS", "SF")
#: The kinds of link of a gate's meeting, which a decision alone ends.
OF_MEETINGS = ("FS", "FS", "FS", "FS", "SS")
NOT_BEFORE = ("", "", "", "", "T+15m", "T+2h")
STARTS = ("2026-01-12T09:00", "2026-01-12T09:00", "2026-01-12T09:25")
RULES: tuple[dict[str, Any], ...] = (
    {},
    {"rule": "all_of", "decider": None, "members": ["ldsos"]},
    {"rule": "quorum", "decider": None, "members": ["si", "ldsos"], "quorum": 2},
)
CRITERIA = (
    {"id": "READY", "owner": "si"},
    {"id": "STAFFED", "owner": "si", "blocking": False},
    {"id": "PROVEN", "owner": "recco"},
)
#: What a task is by its kind; a meeting is an ordinary task until a gate names it.
MARKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "meeting": {},
    "for_each": {"for_each": "ldsos"},
    "automated": {"run": {"wait": {}}},
}


def a_random_runbook(tape: Tape) -> Runbook:
    """Two to seven tasks, each after any of those before it."""
    names = NAMES[: tape.pick(SIZES)]
    kinds = {name: tape.pick(KINDS) for name in names}
    after = {
        name: _links(tape, names[:place], ends=kinds[name] != "meeting")
        for place, name in enumerate(names)
    }
    tasks = []
    for name in names:
        not_before = tape.pick(NOT_BEFORE)
        timed = {"not_before": not_before} if not_before else {}
        uses = {} if tape.below(5) else {"uses": ["EES"]}
        marks = {**MARKS[kinds[name]], **timed, **uses}
        tasks.append(a_task(name, **{**marks, "after": after[name]}))
    gates = [
        a_gate(f"G-{name}", name, criteria=CRITERIA[: tape.pick((1, 2, 3))], **tape.pick(RULES))
        for name in names
        if kinds[name] == "meeting"
    ]
    start = tape.pick(STARTS)
    return a_runbook(*tasks, gates=gates, outages=_outages(tape, after), start=start)


def a_random_opening(tape: Tape, runbook: Runbook) -> dict[str, Any]:
    """Mostly the whole runbook; else a stretch of it, with the outages open that began before."""
    names = tuple(task.id for task in runbook.tasks)
    first, last = tape.pick(((0, 0), (0, 0), (0, 0), (1, 0), (0, 1), (1, 1)))
    scope = names[first : len(names) - last] or names
    before = tuple(
        key
        for key, outage in runbook.outages.items()
        if outage.opens is not None and outage.opens.task not in scope
    )
    return {"scope": scope, "open_outages": before}


def _links(tape: Tape, earlier: tuple[str, ...], *, ends: bool) -> list[dict[str, str]]:
    """Links to some earlier tasks, one in two, and some of them with a lag or a lead.

    `ends`: links may hold the finish, too; that of a meeting is its decision.
    """
    links = []
    for name in earlier:
        if tape.below(2):
            lag, kind = tape.pick(LAGS), tape.pick(LINKS if ends else OF_MEETINGS)
            written = {"task": name, "link": kind}
            links.append({**written, "lag": lag} if lag else written)
    return links


def _outages(tape: Tape, after: dict[str, list[dict[str, str]]]) -> dict[str, Any]:
    outages: dict[str, Any] = {}
    if tape.below(4):
        closer = tape.pick(tuple(after))
        linked = tuple(link["task"] for link in after[closer])
        openers = linked if tape.below(4) else tuple(after)
        opener = tape.pick(openers) if openers else closer
        opens, closes = tape.pick((("start", "finish"), ("finish", "start"), ("start", "start")))
        outages["BY-TASK"] = {
            "system": "EES",
            "opens": {"task": opener, "at": "start" if opener == closer else opens},
            "closes": {"task": closer, "at": "finish" if opener == closer else closes},
        }
    if tape.below(2):
        outages["FIXED"] = {"system": "EES", "from": "T+10m", "to": "T+2h"}
    return outages
