"""Hypothesis strategies: random small runbooks, and random commands played against them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

NAMES = ("A", "B", "C", "D", "E", "F")


@st.composite
def runbooks(draw: st.DrawFn) -> Any:
    """Up to six tasks with random backward links, of which some are meetings, copies or timed."""
    size = draw(st.integers(2, len(NAMES)))
    meetings = draw(st.sets(st.sampled_from(NAMES[:size]), max_size=2))
    tasks = []
    for place, name in enumerate(NAMES[:size]):
        after = draw(st.lists(st.sampled_from(NAMES[:place]), unique=True)) if place else []
        changes: dict[str, Any] = {}
        if name not in meetings and draw(st.booleans()):
            changes["for_each"] = "ldsos"
        if draw(st.integers(0, 3)) == 0:
            changes["not_before"] = f"T+{draw(st.integers(0, 60))}m"
        tasks.append(a_task(name, *after, **changes))
    gates = [a_gate(f"G-{name}", name) for name in sorted(meetings)]
    outages = {
        "OUT": {
            "system": "EES",
            "opens": {"task": NAMES[0], "at": "start"},
            "closes": {"task": NAMES[size - 1], "at": "finish"},
        }
    }
    return a_runbook(*tasks, gates=gates, outages=outages)


def _commands(trial: Trial) -> st.SearchStrategy[tuple[type[Any], dict[str, Any]]]:
    tasks = st.sampled_from(sorted(trial.state.index.tasks))
    gates = st.sampled_from(sorted(trial.state.runbook.gate_by_id) or ["G-none"])
    reasons = st.sampled_from(["", "because"])
    deciders = st.sampled_from(["sro", "si"])
    parties = st.sampled_from([(), ("north",), ("south",), ("north", "south")])
    outcomes = st.sampled_from(["go", "go_with_conditions", "no_go", "deferred"])
    until = st.sampled_from([None, at(500)])
    conditions = st.sampled_from([(), (e.Condition(item="patch", owner="si"),)])
    shapes: list[tuple[type[Any], dict[str, st.SearchStrategy[Any]]]] = [
        (c.StartTask, {"task": tasks}),
        (c.StartTask, {"task": tasks}),
        (c.CompleteTask, {"task": tasks, "parties": parties}),
        (c.CompleteTask, {"task": tasks, "parties": parties}),
        (c.FailTask, {"task": tasks, "reason": reasons}),
        (c.SkipTask, {"task": tasks, "reason": reasons}),
        (c.HoldTask, {"task": tasks, "reason": reasons}),
        (c.ReleaseTask, {"task": tasks, "reason": reasons}),
        (
            c.RecordEvidence,
            {
                "gate": gates,
                "criterion": st.just("READY"),
                "evidence": reasons,
                "met": st.booleans(),
            },
        ),
        (
            c.DecideGate,
            {
                "gate": gates,
                "outcome": outcomes,
                "decided_by": deciders,
                "reason": reasons,
                "until": until,
                "conditions": conditions,
            },
        ),
        (c.WithdrawGo, {"gate": gates, "decided_by": deciders, "reason": reasons}),
        (c.AddNote, {"text": reasons}),
    ]
    return st.one_of(
        [st.tuples(st.just(kind), st.fixed_dictionaries(fields)) for kind, fields in shapes]
    )


@st.composite
def played(draw: st.DrawFn) -> Trial:
    """A run after up to forty random commands at random, mostly rising minutes."""
    trial = Trial(draw(runbooks()))
    minute = 0
    for _ in range(draw(st.integers(0, 40))):
        minute += draw(st.integers(-2, 15))
        kind, fields = draw(_commands(trial))
        trial.ask(minute, kind, **fields)
    return trial
