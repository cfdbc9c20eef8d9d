"""What holds whenever a run is turned back, of whatever runbook, at whatever moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.core.settling import is_all_settled
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.model import Runbook

NAMES = ("A", "B", "C", "D", "E", "F", "G", "H")
SYSTEMS = ("EES", "CSS", "DTN")
#: Bytes decide everything, so that a falsified run shrinks to short ones.
BYTES = st.binary(min_size=200, max_size=200)


@dataclass(slots=True)
class Dice:
    """Choices read off some bytes, the first of each for ever once they are used up."""

    data: bytes
    place: int = 0

    def below(self, count: int) -> int:
        """A number from 0, less than a count."""
        self.place += 1
        return self.data[self.place - 1] % count if self.place <= len(self.data) else 0


@dataclass(slots=True)
class Night:
    """A run played at random, turned back at random, and its way back played to the end."""

    dice: Dice
    minute: int = 0
    touched: set[str] = field(default_factory=set)
    refused: list[c.Refusal] = field(default_factory=list)
    trial: Trial = field(init=False)

    def __post_init__(self) -> None:
        self.trial = Trial(a_random_runbook(self.dice))

    def play(self) -> None:
        """Some forward moves with tries to turn back among them; then all that can be done."""
        for _ in range(self.dice.below(40)):
            if self.trial.state.status == "open":
                self._move()
        while self.trial.state.status == "open" and self._turned() and self._go_on():
            pass

    def _turned(self) -> bool:
        return bool(self.trial.state.turned_back)

    def _move(self) -> None:
        self.minute += 1 + self.dice.below(30)
        if self.dice.below(5) == 0:
            self._turn_back()
        else:
            self._go_on()

    def _turn_back(self) -> None:
        systems = tuple(s for s in SYSTEMS if self.dice.below(3) == 0)
        gates = list(self.trial.state.runbook.gate_by_id)
        answer = self.trial.ask(
            self.minute,
            c.TurnBack,
            kind="rollback",
            gate=gates[self.dice.below(len(gates))],
            decided_by="sro",
            reason="it does not work",
            systems=systems if self.dice.below(2) else (),
        )
        if isinstance(answer, c.Refusal):
            self.refused.append(answer)

    def _go_on(self) -> bool:
        """Something that can be done with a task; False if there is nothing."""
        state, now = self.trial.state, at(self.minute)
        stands = {task: task_state(state, task, now) for task in state.index.tasks}
        able = [
            t
            for t, s in stands.items()
            if s in ("ready", "running") or (s == "failed" and ready_at(state, t) is not None)
        ]
        if not able:
            return False
        task = able[self.dice.below(len(able))]
        if stands[task] != "running":
            self.trial.start(self.minute, task)
        elif task in state.index.meeting_of:
            self.trial.decide(self.minute, state.index.meeting_of[task].id)
        elif self.dice.below(4) == 3:
            self.trial.ask(self.minute, c.FailTask, task=task, reason="it broke")
        else:
            self.trial.done(self.minute, task)
        return True


def a_random_runbook(dice: Dice) -> Runbook:
    """Linked tasks on three systems, one or two gates, outages, and a leg that undoes some."""
    names = NAMES[: 3 + dice.below(6)]
    undone = [name for name in names if dice.below(2)]
    forward = []
    for place, name in enumerate(names):
        after = [other for other in names[:place] if dice.below(2)]
        worked = [SYSTEMS[dice.below(3)]]
        extra: dict[str, Any] = {"undo": f"R-{name}"} if name in undone else {}
        extra |= {"irreversible": True} if place == len(names) - 1 and dice.below(2) else {}
        forward.append(a_task(name, *after, works_on=worked, **extra))
    leg = [a_task("R-SAY", always=True)]
    for name in undone:
        after = [task["id"] for task in leg[1:] if dice.below(3) == 0]
        leg.append(a_task(f"R-{name}", "R-SAY", *after, works_on=[SYSTEMS[dice.below(3)]]))
    leg.append(a_task("R-CHECK", *[task["id"] for task in leg], always=True))
    meetings = [name for name in names[:-1] if dice.below(3) == 0] or [names[0]]
    return a_runbook(
        *forward,
        systems={key: {"name": key} for key in SYSTEMS},
        gates=[a_gate(f"G-{name}", name, criteria=[]) for name in meetings],
        outages={f"OUT-{n}": _outage(dice, names, leg, n) for n in range(dice.below(4))},
        rollback={"gates": [f"G-{name}" for name in meetings], "authority": "sro", "tasks": leg},
    )


def _outage(
    dice: Dice, names: tuple[str, ...], leg: list[dict[str, Any]], number: int
) -> dict[str, Any]:
    opener = dice.below(len(names))
    closer = opener + dice.below(len(names) - opener)
    return {
        "system": SYSTEMS[number % 3],
        "opens": {"task": names[opener], "at": "start"},
        "closes": {"task": names[closer], "at": "finish"},
        "rollback_closes": {"task": leg[dice.below(len(leg))]["id"], "at": "finish"},
    }


def for_any_night(check: Callable[[Night], None]) -> Callable[[], None]:
    """Make a property of nights a test over many of them."""

    def play(data: bytes) -> None:
        night = Night(Dice(data))
        night.play()
        check(night)

    tested = settings(max_examples=200, deadline=None)(given(BYTES)(play))
    tested.__name__, tested.__doc__ = check.__name__, check.__doc__
    return tested


def _closed_before_it_opened(night: Night, outage: str) -> bool:
    state = night.trial.state
    closes, opened = state.runbook.outages[outage].closes, state.outage(outage).opened_at
    over = state.task(closes.task).settled_at if closes else None
    return over is not None and opened is not None and over <= opened


def _decisions(night: Night) -> list[tuple[int, e.TurnedBack]]:
    facts = enumerate(night.trial.facts)
    return [(n, fact.event) for n, fact in facts if isinstance(fact.event, e.TurnedBack)]


def _started_after(night: Night, place: int) -> list[str]:
    later = night.trial.facts[place:]
    return [fact.event.task for fact in later if isinstance(fact.event, e.TaskStarted)]


def _touched_before(night: Night, place: int) -> set[str]:
    earlier = night.trial.facts[:place]
    return {fact.event.task for fact in earlier if isinstance(fact.event, e.TaskStarted)}


@for_any_night
def test_nothing_given_up_starts_after_turning_back(night: Night) -> None:
    """Once the whole is turned back, nothing that starts belongs to the way forward."""
    for place, decided in _decisions(night):
        started = set(_started_after(night, place))
        assert not started & set(decided.given_up)
        if not decided.systems:
            assert started <= set(night.trial.state.runbook.way_back_of)


@for_any_night
def test_leg_is_what_was_touched_and_what_always_runs(night: Night) -> None:
    """Or what ends an outage; an untouched branch is left alone."""
    book = night.trial.state.runbook
    for place, decided in _decisions(night):
        touched = _touched_before(night, place)
        for task in book.rollback.tasks:
            undoes = {t.id for t in book.tasks if t.undo == task.id}
            closes = {
                key
                for key, outage in book.outages.items()
                if outage.rollback_closes and outage.rollback_closes.task == task.id
            }
            opened = {k for k in closes if night.trial.state.outage(k).opened_at is not None}
            reason = task.always or undoes & touched or opened
            assert reason or task.id not in decided.leg
            if not decided.systems and len(_decisions(night)) == 1:
                assert task.id in decided.leg or not (task.always or undoes & touched)


@for_any_night
def test_leg_runs_in_the_order_of_its_links(night: Night) -> None:
    """No task of it starts before those it waits for, near or far, are done for that decision."""
    book = night.trial.state.runbook
    before: dict[str, set[str]] = {}
    for task in book.rollback.tasks:
        near = {link.task for link in task.after}
        before[task.id] = near.union(*(before[name] for name in near))
    open_now: set[str] = set()
    for fact in night.trial.facts:
        match fact.event:
            case e.TurnedBack():
                open_now |= set(fact.event.leg)
            case e.TaskFinished():
                open_now.discard(fact.event.task)
            case e.TaskStarted() if fact.event.task in before:
                assert not before[fact.event.task] & open_now
            case _:
                pass


@for_any_night
def test_every_outage_is_over_when_a_run_has_been_turned_back(night: Night) -> None:
    """Whatever was taken out of service is back.

    But for what opened after the task that closes it was over: no runbook that checks has that.
    """
    state = night.trial.state
    if state.status == "turned_back":
        assert not [
            key
            for key, outage in state.outages.items()
            if outage.is_open and not _closed_before_it_opened(night, key)
        ]


@for_any_night
def test_a_run_turned_back_comes_to_its_end(night: Night) -> None:
    """The leg can always be done, and then nothing is left."""
    whole = any(not decided.systems for _, decided in _decisions(night))
    assert not whole or night.trial.state.status == "turned_back"


@for_any_night
def test_nothing_turns_back_once_something_irreversible_has_begun(night: Night) -> None:
    """Nor would it now."""
    irreversible = {t.id for t in night.trial.state.runbook.tasks if t.irreversible}
    for place, _ in _decisions(night):
        assert not irreversible & _touched_before(night, place)


@for_any_night
def test_settled_given_up_and_left_make_up_the_run(night: Night) -> None:
    """What ends a run counts each task once."""
    state = night.trial.state
    settled = [task for task in state.index.tasks if state.task(task).settled]
    assert len(settled) == state.settled_count
    assert not state.given_up & set(settled)
    left = set(state.index.tasks) - set(settled) - state.given_up
    assert bool(left) == (not is_all_settled(state))
