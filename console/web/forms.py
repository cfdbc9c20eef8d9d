"""The form of any command: a field for each of its own, and what is needed besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, get_args

from console.telling import sentence
from console.web.fields import BadFields, fields_of
from console.web.form_choices import Asked
from console.web.form_effects import effects
from console.web.form_fields import fields_of_form
from console.web.form_records import Field, FormView, FormWords, Since, label_of
from console.web.form_rights import denial_of
from console.web.form_subjects import people_choices
from console.web.form_tasks import fitting_tasks
from console.web.form_words import FORM_WORDS
from console.web.handing_in import made, needs_password, path_name
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.reading import Look
from console.web.trying import trial_of
from console.web.typed_values import understood
from console.web.views.spoken import who_said
from console.web.views.task_may import TaskMay
from console.web.visitor import Visitor
from rehearsals.core import events as e
from rehearsals.core.commands import (
    AnyCommand,
    AttachFile,
    StartOutOfSequence,
    StartTask,
    TaskCommand,
)
from rehearsals.core.late_entry import LATE
from rehearsals.people.rights import RIGHTS
from runbooks.clocktime import local_short
from runbooks.errors import CallboardError, Refused

#: Things that have happened since a page was opened which are named.
_MOST_SINCE = 10
#: Fields in which a run names something that it has.
_NAMED = ("task", "gate", "outage", "party", "adviser", "decided_by", "replaced_by", "item")
#: What concerns every form, whatever it is about.
_FOR_ALL = e.StartsStopped | e.StartsAllowed | e.RunClosed | e.TurnedBack | e.AmendmentApproved
_LATE = get_args(LATE)
_ABOUT_TASKS = get_args(TaskCommand)


def form_of(
    house: House,
    look: Look,
    visitor: Visitor,
    kind: type[AnyCommand],
    given: Mapping[str, Any],
    *,
    problems: Mapping[str, str],
    refusal: CallboardError | None,
) -> FormView:
    """The form of a command with what is known already."""
    words = FORM_WORDS.get(kind) or FormWords(title=label_of(kind.__name__))
    asked = Asked(look=look, visitor=visitor, kind=kind, given=given)
    fields = fields_of_form(asked, words, problems)
    right = RIGHTS.get(kind)
    may_enter = right is not None and right.entered != "never" and visitor.has(right.enters)
    unfit = _unfit(asked)
    # Whoever was refused has written something, which comes back.
    denied = denial_of(asked, fields) if refusal is None else None
    return FormView(
        title=words.title,
        action=f"/runs/{look.run}/{'attach' if kind is AttachFile else f'do/{path_name(kind)}'}",
        button=words.button or words.title,
        hint=words.hint,
        danger=words.danger or _begins_for_good(asked),
        fields=fields,
        follows=() if unfit else effects(asked),
        unfit=unfit,
        denied=denied.message if denied else "",
        instead=web_hint(Refused(denied.code, denied.message, hint=denied.hint)) if denied else "",
        password=_asks_password(house, asked, refusal),
        for_others=may_enter,
        must_be_for_others=may_enter and _only_for_others(asked),
        people=people_choices(asked) if may_enter or _asks_for_people(fields) else (),
        late=kind in _LATE,
        files=kind is AttachFile,
    )


def _unfit(asked: Asked) -> str:
    """That a task is no longer, or not yet, as the form needs it."""
    task = asked.state.index.tasks.get(asked.word("task"))
    if task is None or not issubclass(asked.kind, _ABOUT_TASKS):
        return ""
    if asked.state.status != "open":
        return "The run is over: nothing more can be done in it."
    if task in fitting_tasks(asked.look, asked.kind):
        return ""
    word = asked.look.standing.states.get(task.id, "given_up").replace("_", " ")
    return f"{task.id} is {word}: this does not fit now."


def _asks_for_people(fields: Iterable[Field]) -> bool:
    return any(f.kind == "person" or _asks_for_people(chain(*f.rows)) for f in fields)


def _begins_for_good(asked: Asked) -> bool:
    """Whether it starts what cannot be undone."""
    task = asked.state.index.tasks.get(asked.word("task"))
    return asked.kind in (StartTask, StartOutOfSequence) and task is not None and task.irreversible


def _only_for_others(asked: Asked) -> bool:
    """Whether the visitor may do it for somebody, and not by themselves."""
    task = asked.word("task")
    if task not in asked.state.index.tasks or not issubclass(asked.kind, _ABOUT_TASKS):
        return False
    may = TaskMay(look=asked.look, visitor=asked.visitor)
    return may.how(asked.kind, task=task) == "entered"


def _asks_password(house: House, asked: Asked, refusal: CallboardError | None) -> bool:
    look, visitor, kind = asked.look, asked.visitor, asked.kind
    if isinstance(refusal, Refused) and refusal.code in ("password-needed", "wrong-password"):
        return True
    right = RIGHTS.get(kind)
    if right is None or not right.step_up or look.state.mode != "live":
        return False
    if house.doors.fresh_step(visitor):
        return False
    try:
        plain = understood(kind, asked.given, look.state.runbook.timezone, look.now)
        asking = trial_of(visitor)
        return needs_password(house, look.run, made(kind, fields_of(kind, plain), asking))
    except (BadFields, CallboardError):
        return True


def since_then(look: Look, seen: int, given: Mapping[str, Any]) -> Sequence[Since]:
    """What has happened since a page was opened that bears on what is meant, and by whom."""
    if not seen:
        return ()
    about = {str(given[name]) for name in _NAMED if isinstance(given.get(name), str)}
    zone = look.state.runbook.timezone
    news = [fact for fact in look.facts[seen:] if _bears_on(fact.event, about)]
    return [
        Since(
            at=local_short(fact.at, zone), who=who_said(fact), what=sentence(fact.event, look.state)
        )
        for fact in news[-_MOST_SINCE:]
    ]


def _bears_on(event: e.Event, about: Iterable[str]) -> bool:
    if isinstance(event, _FOR_ALL):
        return True
    named = {getattr(event, name, None) for name in _NAMED}
    named.update(getattr(event, "held", ()) if isinstance(event, e.BranchHeld) else ())
    return not named.isdisjoint(about)
