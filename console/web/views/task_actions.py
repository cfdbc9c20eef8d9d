"""What a visitor can do about a task now: with one tap where nothing more has to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from console.naming import party_name
from console.web.form_effects import outages
from console.web.handing_in import path_name
from console.web.reading import Look
from console.web.views.task_may import How, TaskMay
from rehearsals.core import commands as c
from rehearsals.core.tasks.copies import missing_copies
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """A button: it does it at once, or it leads to the form."""

    label: str
    #: primary, danger-quiet, quiet or "".
    kind: str
    #: The form, or the page where it is done.
    href: str
    #: Where it goes at one tap; None: only by the form.
    post: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Actions:
    """What can be done about a task: its work, what is said beside it, and by the manager."""

    work: tuple[Action, ...] = ()
    beside: tuple[Action, ...] = ()
    steer: tuple[Action, ...] = ()

    @property
    def all(self) -> tuple[Action, ...]:
        """All of them."""
        return (*self.work, *self.beside, *self.steer)


@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """A visitor at a task, seen from a page to which they come back."""

    look: Look
    may: TaskMay
    task: Task
    #: The parties whose tasks are shown, whose copies are offered first.
    parties: frozenset[str]
    back: str

    def link(self, kind: type[c.AnyCommand], label: str, looks: str = "", **more: str) -> Action:
        """A button that leads to a form."""
        query = urlencode({"task": self.task.id, **more, "next": self.back})
        href = f"/runs/{self.look.run}/do/{path_name(kind)}?{query}"
        return Action(label=label, kind=looks, href=href)

    def tap(self, kind: type[c.AnyCommand], label: str, looks: str = "", **more: str) -> Action:
        """A button that does it."""
        form = self.link(kind, label, looks, **more)
        post = form.href.partition("?")[0]
        return Action(
            label=label,
            kind=looks,
            href=form.href,
            post=post,
            fields={"task": self.task.id, **more},
        )

    def how(self, kind: type[c.AnyCommand], **fields: Any) -> How | None:
        """Whether the visitor may, and it would be taken now."""
        return self.may.can(kind, task=self.task.id, **fields)


def actions_of(acting: Acting) -> Actions:
    """What can be done, most usual first; nothing once the run is over."""
    if acting.look.state.status != "open":
        return Actions()
    return Actions(
        work=tuple(_work(acting)), beside=tuple(_beside(acting)), steer=tuple(_steer(acting))
    )


def _work(acting: Acting) -> Iterator[Action]:
    look, task = acting.look, acting.task
    record, gate = look.state.task(task.id), look.state.index.meeting_of.get(task.id)
    if record.blocks and (how := _may_unblock(acting)):
        yield acting.link(c.UnblockTask, _label("Can go on", "it can go on", how), "primary")
    if how := acting.how(c.StartTask):
        yield _start(acting, how)
    if gate is not None:
        yield Action(
            label="To the gate",
            kind="primary" if record.progress == "running" else "",
            href=f"/runs/{look.run}/gates/{gate.id}",
        )
    yield from _done(acting)
    if how := acting.how(c.FailTask):
        yield acting.link(c.FailTask, _label("Failed", "it failed", how), "danger-quiet")
    if how := _may_block(acting):
        yield acting.link(c.BlockTask, _label("Blocked", "it is blocked", how))


def _start(acting: Acting, how: How) -> Action:
    task, progress = acting.task, acting.look.state.task(acting.task.id).progress
    label = "Start" if progress == "open" else "Ask for a retry" if task.run else "Start again"
    if how == "entered":
        return acting.link(c.StartTask, _label(label, "it was started", how))
    grave = task.irreversible or any(outages(acting.look.state, task, "start"))
    make = acting.link if grave else acting.tap
    return make(c.StartTask, label, "primary")


def _done(acting: Acting) -> Iterator[Action]:
    state, task = acting.look.state, acting.task
    if task.for_each:
        yield from _copies(acting)
        return
    results = {one.id: 0.0 for one in task.results}
    how = acting.how(c.CompleteTask, results=results)
    if how is None:
        return
    grave = bool(task.results) or any(outages(state, task, "finish"))
    make = acting.link if grave or how == "entered" else acting.tap
    looks = "primary" if how == "own" and not state.task(task.id).blocks else ""
    yield make(c.CompleteTask, _label("Done", "it is done", how), looks)


def _copies(acting: Acting) -> Iterator[Action]:
    """Done for each party that is looked at; by the form where there are many, or none of them."""
    state, task = acting.look.state, acting.task
    missing = missing_copies(state, task.id)
    mine = [party for party in missing if party in acting.parties]
    results = {one.id: 0.0 for one in task.results}
    able = [
        (party, how)
        for party in (mine or missing[:1])
        if (how := acting.how(c.CompleteTask, results=results, parties=(party,)))
    ]
    if len(able) == 1 and mine:
        party, how = able[0]
        name = party_name(state.runbook, party)
        label = _label(f"Done for {name}", f"{name} is done", how)
        if how == "own" and not results:
            yield acting.tap(c.CompleteTask, label, "primary", **{"parties[]": party})
        else:
            looks = "primary" if how == "own" else ""
            yield acting.link(c.CompleteTask, label, looks, **{"parties[]": party})
    elif able:
        own = all(how == "own" for _, how in able)
        yield acting.link(c.CompleteTask, "Confirm for a party", "primary" if own else "")


def _label(own: str, said: str, how: How) -> str:
    """The words of a button, for whoever does it or for whoever enters what others said."""
    return own if how == "own" else f"Enter that {said}"


def _own_copies(acting: Acting) -> tuple[str, ...]:
    missing = missing_copies(acting.look.state, acting.task.id)
    return tuple(party for party in missing if party in acting.parties)


def _may_block(acting: Acting) -> How | None:
    """As a whole, or the copies of the parties that are looked at."""
    parties = ((), *((party,) for party in _own_copies(acting)))
    return next(filter(None, (acting.how(c.BlockTask, parties=one) for one in parties)), None)


def _may_unblock(acting: Acting) -> How | None:
    blocks = acting.look.state.task(acting.task.id).blocks
    parties = ((), *((one.party,) for one in blocks if one.party))
    return next(filter(None, (acting.how(c.UnblockTask, parties=one) for one in parties)), None)


def _beside(acting: Acting) -> Iterator[Action]:
    look, task = acting.look, acting.task
    if acting.may.how(c.AddNote):
        yield acting.link(c.AddNote, "Note")
    if acting.may.how(c.AttachFile, size=1):
        yield acting.link(c.AttachFile, "Attach")
    if acting.may.how(c.LinkIncident, task=task.id):
        yield acting.link(c.LinkIncident, "Incident")
    if acting.may.visitor.has({"assurance"}) and acting.may.how(c.RecordObservation):
        yield acting.link(c.RecordObservation, "Observation")
    if acting.how(c.UndoEntry):
        word = {"running": "the start", "done": "that it is done", "failed": "the failure"}
        progress = look.state.task(task.id).progress
        yield acting.link(
            c.UndoEntry, f"Take back {word.get(progress, 'the newest entry')}", "quiet"
        )


def _steer(acting: Acting) -> Iterator[Action]:
    """What the manager does about it."""
    state = acting.look.state
    if acting.how(c.ReleaseTask):
        yield acting.link(c.ReleaseTask, "Release", "primary")
    if acting.how(c.HoldTask):
        yield acting.link(c.HoldTask, "Hold")
    if acting.how(c.ReleaseBranch):
        yield acting.link(c.ReleaseBranch, "Release the branch behind it")
    if acting.how(c.HoldBranch):
        yield acting.link(c.HoldBranch, "Hold the branch behind it")
    if acting.may.how(c.ReassignTask, task=acting.task.id) and _can_move(acting):
        yield acting.link(c.ReassignTask, "Give to another party")
    if acting.how(c.ReopenTask) and state.task(acting.task.id).settled:
        yield acting.link(c.ReopenTask, "Have it done again")
    if acting.how(c.StartOutOfSequence):
        yield acting.link(c.StartOutOfSequence, "Begun out of sequence")
    if acting.how(c.MarkUnknown):
        yield acting.link(c.MarkUnknown, "Outcome unknown")
    if acting.how(c.SkipTask):
        yield acting.link(c.SkipTask, "Leave out", "danger-quiet")


def _can_move(acting: Acting) -> bool:
    state, task = acting.look.state, acting.task.id
    others = (p for p in state.runbook.parties if p not in state.left and p != state.owner(task))
    other = next(others, None)
    return other is not None and acting.how(c.ReassignTask, party=other) is not None
