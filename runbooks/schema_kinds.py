"""What the model expects at a path of a document: which record, which keys, what it is called."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from runbooks.blackouts import Blackout, Span
from runbooks.calendars import Calendar
from runbooks.checks import (
    Check,
    ForecastBefore,
    HttpAnswers,
    IncidentsClosed,
    ResultWithin,
    ReturnsComplete,
    TasksDone,
)
from runbooks.durations import Duration
from runbooks.findings import Path, shown
from runbooks.forecasting import ForecastSettings, Spread
from runbooks.gates import Criterion, Gate
from runbooks.model import Follows, Runbook
from runbooks.noticing import Noticing
from runbooks.outages import (
    AccessCutoff,
    Backlog,
    Edge,
    NoticeLead,
    Outage,
    SubmitByTime,
    SubmitPeriods,
)
from runbooks.parties import Contact, Instruction, Party, System
from runbooks.records import Record
from runbooks.resources import Resource, Shift
from runbooks.tasks import (
    Automation,
    Basis,
    ExpectedResult,
    Link,
    NotifyRun,
    ShellRun,
    Task,
    WaitRun,
    WayBackTask,
)
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK, WayBack

_NOUNS: dict[type[Record], str] = {
    AccessCutoff: "`access_cutoff`",
    Automation: "`run`",
    Backlog: "`backlog`",
    Basis: "`basis`",
    Blackout: "a blackout",
    Calendar: "a calendar",
    Check: "`check`",
    Contact: "a contact",
    Criterion: "a criterion",
    Duration: "a duration",
    Edge: "an end of an outage",
    ExpectedResult: "a result",
    Follows: "`follows`",
    ForecastBefore: "`forecast_p80_before`",
    ForecastSettings: "`forecast`",
    Gate: "a gate",
    HttpAnswers: "`http`",
    IncidentsClosed: "`incidents_closed`",
    Instruction: "an instruction",
    Link: "a link",
    NoticeLead: "a notice",
    Noticing: "`notices`",
    NotifyRun: "`notify`",
    Outage: "an outage",
    Party: "a party",
    Resource: "a resource",
    ResultWithin: "`result_within`",
    ReturnsComplete: "`returns_complete`",
    Runbook: "a runbook",
    Shift: "a shift",
    ShellRun: "`shell`",
    Span: "a window",
    Spread: "`spread`",
    SubmitByTime: "a submit-by time",
    SubmitPeriods: "settlement periods",
    System: "a system",
    Task: "a task",
    TasksDone: "`tasks_done`",
    WaitRun: "`wait`",
    WayBack: "a way back",
    WayBackTask: "a task of a way back",
}
_SECTIONS = {
    "parties": "party",
    "groups": "group",
    "group_names": "group",
    "systems": "system",
    "phases": "phase",
    "resources": "resource",
    "calendars": "calendar",
    "blackouts": "blackout",
    "outages": "outage",
    "tasks": "task",
    "gates": "gate",
    "instructions": "instruction",
}
#: The lists of tasks of the ways back, with what people call each leg.
_LEGS: dict[Path, str] = {(kind, "tasks"): WAY_BACK_NAMES[kind] for kind in WAYS_BACK}


def record_at(path: Path) -> type[Record] | None:
    """The record that the model expects at a path; None if it expects something else there."""
    kind: Any = Runbook
    for step in path:
        kind = _inside(kind, step)
    return _record_of(kind)


def expects_id(path: Path) -> bool:
    """Whether the value at a path is an id (and not text with some other pattern)."""
    around = (record_at(path[:depth]) for depth in range(len(path) - 1, -1, -1))
    record = next((found for found in around if found is not None), None)
    lead = not {"lead", "reminders"}.isdisjoint(path)
    return not lead and record not in {Contact, Calendar, HttpAnswers}


def keys_of(record: type[Record]) -> tuple[str, ...]:
    """The keys a record may have, as written, in the order of the model."""
    return tuple(_fields(record))


@cache
def required_keys_of(record: type[Record]) -> frozenset[str]:
    """The keys a record must have, as written."""
    fields = record.model_fields.items()
    return frozenset(f.alias or name for name, f in fields if f.is_required())


def noun_of(record: type[Record]) -> str:
    """What the record is called in a message, with its article."""
    return _NOUNS.get(record, "this")


def in_way_back(path: Path) -> bool:
    """Whether a path lies in a task of a way back."""
    return path[:2] in _LEGS


def label_of(data: Any, path: Path) -> str:
    """The object that a path is in, as a person names it: `task M10-024`, `outage OUT-EES`."""
    noun, depth = _SECTIONS.get(str(path[0]) if path else ""), 2
    if path[:1] in {("forecast",), ("notices",)}:
        return f"`{path[0]}`"
    if kind := _LEGS.get(path[:2]):
        noun, depth = f"{kind} task", 3
    if noun is None or len(path) < depth:
        return "the runbook"
    key = path[depth - 1]
    if isinstance(key, str):
        return f"{noun} {shown(key)[1:-1]}"
    items = data
    for step in path[:depth]:
        items = items[step]
    name = items.get("id") if isinstance(items, dict) else None
    return f"{noun} {shown(name)[1:-1]}" if isinstance(name, str) else f"{noun} number {key + 1}"


@cache
def _fields(record: type[Record]) -> dict[str, Any]:
    return {f.alias or name: f.annotation for name, f in record.model_fields.items()}


def _inside(kind: Any, step: str | int) -> Any:
    """The annotation of what `kind` holds under a key or at a position."""
    for option in _options(kind):
        origin = get_origin(option)
        if isinstance(option, type) and issubclass(option, Record) and step in _fields(option):
            return _fields(option)[str(step)]
        if origin is tuple and isinstance(step, int):
            return get_args(option)[0]
        if origin is dict:
            return get_args(option)[1]
    return None


def _record_of(kind: Any) -> type[Record] | None:
    options = _options(kind)
    return next((o for o in options if isinstance(o, type) and issubclass(o, Record)), None)


def _options(kind: Any) -> tuple[Any, ...]:
    """The members of a union, without annotations; the kind alone if it is none."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _options(get_args(kind)[0])
    if origin in {Union, UnionType}:
        return tuple(option for member in get_args(kind) for option in _options(member))
    return (kind,)
