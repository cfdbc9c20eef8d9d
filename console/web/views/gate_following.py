"""What would follow from a decision, in plain words: it is decided on trial, and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.naming import party_name, party_names_or_so, person_name
from console.telling import sentence
from console.turning_back import asked_on_no_go
from console.web.reading import Look
from console.web.views.moments import shown
from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.apply import fold_onto
from rehearsals.core.command import Refusal
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact
from rehearsals.core.gates.speakers import deciders, needed_of, voted
from rehearsals.core.plan.turning_rules import authorities, ways_from_here
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.core.state import RunState
from runbooks.gates import Gate
from runbooks.ways_back import WAY_BACK_NAMES

#: Tasks that are named of any number.
_MOST_NAMED = 8
_WORDS = {
    "go": "Go",
    "go_with_conditions": "Go with conditions",
    "no_go": "No-go",
    "deferred": "Put off",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Following:
    """A decision in plain words, and what will follow from it."""

    #: `Go at G8 Point of no return, in the name of SRO.`
    what: str
    #: What cannot be taken back, first.
    grave: tuple[str, ...]
    #: What follows.
    then: tuple[str, ...]
    #: Conditions and risks.
    terms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Trial:
    """A command decided on trial: the run before it, what it would come to, and the run after."""

    look: Look
    gate: Gate
    command: c.DecideGate | c.WithdrawGo
    facts: tuple[Fact, ...]
    after: RunState

    @property
    def before(self) -> RunState:
        """The run as it is."""
        return self.look.state

    def has(self, kind: type[e.Event]) -> bool:
        """Whether something of a kind would happen."""
        return any(isinstance(fact.event, kind) for fact in self.facts)


def following(look: Look, gate: Gate, command: c.DecideGate | c.WithdrawGo) -> Following | Refusal:
    """What a command at a gate would come to now, or why it would be refused."""
    facts = decide(look.state, command, look.now)
    if isinstance(facts, Refusal):
        return facts
    trial = _Trial(
        look=look, gate=gate, command=command, facts=facts, after=fold_onto(look.state, facts)
    )
    return Following(
        what=_what(trial),
        grave=tuple(_grave(trial)),
        then=tuple(_then(trial)),
        terms=tuple(_terms(trial)),
    )


def _what(trial: _Trial) -> str:
    command, gate, book = trial.command, trial.gate, trial.before.runbook
    name = f"{gate.id} {gate.title}"
    whose = f"in the name of {party_name(book, command.decided_by)}"
    forum = command.forum or gate.forum
    where = f", at {forum}" if forum else ""
    if command.on_behalf_of:
        heard = f", heard by {person_name(command.witness)}" if command.witness else ""
        whose += f", as spoken by {person_name(command.on_behalf_of)}{heard}"
    if isinstance(command, c.WithdrawGo):
        return f"The go at {name} is taken back, {whose}{where}."
    word = _WORDS[command.outcome]
    if gate.rule != "decider" and command.outcome != "deferred":
        return f"A vote at {name}: {word.lower()}, {whose}{where}."
    until = shown(command.until, book.timezone) if command.outcome == "deferred" else None
    return f"{word} at {name}{f' until {until.text}' if until else ''}, {whose}{where}."


def _grave(trial: _Trial) -> Iterator[str]:
    gate = trial.gate
    passes = trial.after.gate(gate.id).passed and not trial.before.gate(gate.id).passed
    if gate.point_of_no_return and passes:
        yield "Behind it there is no way back."
    if trial.has(e.RunClosed):
        yield "The run ends with it."
    if gate.rule != "decider" and trial.has(e.GateDecided):
        word = "go" if trial.after.gate(gate.id).passed else "no-go"
        yield f"With this vote the gate is decided: {word}."
    against = isinstance(trial.command, c.DecideGate) and trial.command.outcome == "no_go"
    if against and gate.rule != "decider" and trial.has(e.GateDecided):
        count = len(trial.before.gate(gate.id).votes)
        yield f"It clears all votes ({count} so far): every member votes again."


def _then(trial: _Trial) -> Iterator[str]:
    if isinstance(trial.command, c.WithdrawGo):
        yield "What lies behind the gate waits again, and its meeting sits until there is a go."
        return
    if trial.has(e.VoteCast) and not trial.has(e.GateDecided):
        yield from _one_of_many(trial)
    if trial.command.outcome == "deferred":
        yield "Nothing behind the gate starts; its meeting goes on, and decides anew then."
        if trial.gate.rule != "decider":
            yield "Every member votes again."
    elif trial.command.outcome == "no_go" and trial.has(e.GateDecided):
        yield from _after_no_go(trial)
    yield from _released(trial)
    for fact in trial.facts:
        if isinstance(fact.event, e.OutageOpened | e.OutageClosed):
            yield sentence(fact.event, trial.after)
    if trial.command.on_behalf_of:
        name = party_name(trial.before.runbook, trial.command.decided_by)
        yield f"It counts at once; {name} has to countersign it."


def _one_of_many(trial: _Trial) -> Iterator[str]:
    members = deciders(trial.after, trial.gate)
    needed, go = needed_of(trial.gate, members), voted(trial.after, trial.gate, "go")
    yield f"{len(go)} of {needed} go that are needed; it is not decided yet."
    votes = trial.after.gate(trial.gate.id).votes
    missing = [party for party in members if party not in votes]
    if missing:
        yield f"Still to vote: {party_names_or_so(trial.after.runbook, missing)}."


def _after_no_go(trial: _Trial) -> Iterator[str]:
    state, gate = trial.after, trial.gate
    yield "Nothing behind the gate starts; the meeting may still decide a go, with its reasons."
    yield f"The runbook asks {asked_on_no_go(gate)}."
    for kind, at in ways_from_here(state):
        if at is gate and kind == gate.on_no_go:
            names = [party_name(state.runbook, party) for party in authorities(state, kind, gate)]
            who = " or ".join(names) or "nobody who is left"
            yield f"The {WAY_BACK_NAMES[kind]} is another decision: {who} decides it."


def _released(trial: _Trial) -> Iterator[str]:
    """The tasks that the decision lets go: now, or from a time on."""
    before, after, now = trial.before, trial.after, trial.look.now
    if after.status != "open":
        return
    freed = [
        task
        for task in after.index.behind.get(trial.gate.meeting, ())
        if ready_at(before, task) is None
        and ready_at(after, task) is not None
        and not after.task(task).settled
    ]
    for task_id in freed[:_MOST_NAMED]:
        yield _may_start(after, task_id, task_state(after, task_id, now))
    if len(freed) > _MOST_NAMED:
        yield f"And {len(freed) - _MOST_NAMED} more tasks."


def _may_start(state: RunState, task_id: str, stands: str) -> str:
    task = state.index.tasks[task_id]
    name = f"{task.id} {task.title}"
    grave = ", which cannot be undone," if task.irreversible else ""
    owner = party_name(state.runbook, state.owner(task_id))
    if stands != "ready":
        moment = shown(ready_at(state, task_id), state.runbook.timezone)
        held = stands == "held"
        when = "once it is released" if held else f"from {moment.text}" if moment else "later"
        return f"{name} ({owner}){grave} may start {when}."
    if state.stopped is not None:
        return f"{name} ({owner}){grave} may start once starts are allowed again."
    if task.run is not None:
        return f"{name}{grave} is started by the engine at once."
    return f"{name} ({owner}){grave} may start."


def _terms(trial: _Trial) -> Iterator[str]:
    command, state = trial.command, trial.before
    if isinstance(command, c.WithdrawGo):
        return
    for condition in command.conditions:
        due = shown(condition.due, state.runbook.timezone)
        until = f" by {due.text}" if due else ""
        yield f"{party_name(state.runbook, condition.owner)} owes{until}: {condition.item}"
    for risk in command.risks:
        end = shown(risk.expires, state.runbook.timezone)
        until = f" until {end.text}" if end else ""
        yield f"{person_name(risk.accepted_by)} accepts{until}: {risk.risk}"
