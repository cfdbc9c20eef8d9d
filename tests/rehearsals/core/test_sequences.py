"""The random runs of the property tests: they come to the places that the properties are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import Phase, given, settings

from rehearsals.core import commands as c
from rehearsals.core import events as e
from tests.rehearsals.core.reading import Reading
from tests.rehearsals.core.sequences import Play, plays

EXAMPLES = 400
#: In how many of those runs each place must be come to, at the least.
ENOUGH = 5
PLACES = frozenset(
    {
        "go",
        "conditional go",
        "started behind a passed gate",
        "started far behind a passed gate",
        "go withdrawn",
        "no-go, then go",
        "withdrawn, then go",
        "deferred",
        "go by all members",
        "go by a quorum",
        "started after a lag",
        "started with another",
        "started by a lead",
        "done after what holds the finish",
        "finish held",
        "kept by an outage",
        "too early",
        "started after a not-before",
        "failed, then retried",
        "unknown, then retried",
        "done by each party",
        "skipped",
        "held",
        "outage opened and closed by the clock",
        "outage opened and closed by tasks",
        "finished with four tasks or more",
        "finished part of a runbook",
        "abandoned",
        "asked after the end",
        "clock stepped back",
    }
)

#: Places that are told by a refusal.
REFUSED = {
    "too-early": "too early",
    "finish-held": "finish held",
    "outage-open": "kept by an outage",
}


def test_plays_come_to_every_interesting_place() -> None:
    """Properties of withdrawals, votes or lags prove nothing over runs without any."""
    seen: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
    )
    @given(plays())
    def look(play: Play) -> None:
        seen.update(set(_places(play)))

    look()

    assert {place: seen[place] for place in PLACES if seen[place] < ENOUGH} == {}


def test_most_commands_of_plays_are_accepted() -> None:
    """Runs get on: of what an open run is asked, more than half come to something."""
    answers: Counter[bool] = Counter()

    @settings(max_examples=100, derandomize=True, database=None, deadline=None)
    @given(plays())
    def look(play: Play) -> None:
        answers.update(not ask.refused for ask in play.asks if ask.before.status == "open")

    look()

    assert answers[True] > answers[False]


def _places(play: Play) -> Iterator[str]:
    reading = Reading(play)
    for fact in play.facts:
        yield from _at_tasks(reading, fact)
    for gate in play.state.gates:
        yield from _at_gate(play, gate)
    yield from _of_attempts(play)
    yield from _of_outages(play)
    yield from _of_the_end(play, reading)
    codes = {ask.answer.code for ask in play.asks if isinstance(ask.answer, c.Refusal)}
    yield from (place for code, place in REFUSED.items() if code in codes)
    if any(fact.at > fact.recorded_at for fact in play.facts):
        yield "clock stepped back"


def _at_tasks(reading: Reading, fact: e.Fact) -> Iterator[str]:
    match fact.event:
        case e.TaskStarted(task=task):
            near = {
                reading.gates[name].id
                for name, end in reading.ends.near(task)
                if end == "finish" and name in reading.gates
            }
            if near:
                yield "started behind a passed gate"
            if reading.gates_before(task) - near:
                yield "started far behind a passed gate"
            yield from _by_links(reading, task)
            if reading.tasks[task].not_before:
                yield "started after a not-before"
        case e.TaskFinished(task=task):
            if reading.tasks[task].for_each:
                yield "done by each party"
            if any(reading.ends.near(task, "finish")):
                yield "done after what holds the finish"
        case e.TaskSkipped():
            yield "skipped"
        case e.TaskHeld():
            yield "held"
        case _:
            pass


def _by_links(reading: Reading, task: str) -> Iterator[str]:
    for link in reading.links[task]:
        if link.lag > 0 and link.link in ("FS", "SS"):
            yield "started after a lag"
        if link.link == "SS":
            yield "started with another"
        if link.link == "FS" and reading.ends.is_lead(link):
            yield "started by a lead"


def _at_gate(play: Play, gate: str) -> Iterator[str]:
    rule = play.state.runbook.gate_by_id[gate].rule
    before = ""
    for decision in play.state.gate(gate).decisions:
        what = decision.what
        outcome = what.outcome if isinstance(what, e.GateDecided) else "withdrawn"
        yield {"withdrawn": "go withdrawn", "go_with_conditions": "conditional go"}.get(
            outcome, outcome
        )
        if outcome == "go" and before in ("no_go", "withdrawn"):
            yield f"{before.replace('_', '-')}, then go"
        if outcome == "go" and rule != "decider":
            yield "go by all members" if rule == "all_of" else "go by a quorum"
        before = outcome


def _of_attempts(play: Play) -> Iterator[str]:
    for record in play.state.tasks.values():
        for attempt in record.attempts[:-1]:
            if attempt.outcome in ("failed", "unknown"):
                yield f"{attempt.outcome}, then retried"


def _of_outages(play: Play) -> Iterator[str]:
    for key, record in play.state.outages.items():
        if record.closed_at:
            by = "the clock" if key in play.state.index.fixed_outages else "tasks"
            yield f"outage opened and closed by {by}"


def _of_the_end(play: Play, reading: Reading) -> Iterator[str]:
    if play.state.status == "abandoned":
        yield "abandoned"
    if play.state.status == "finished" and len(reading.tasks) >= 4:
        yield "finished with four tasks or more"
    if play.state.status == "finished" and len(reading.tasks) < len(reading.runbook.tasks):
        yield "finished part of a runbook"
    if any(ask.before.status != "open" for ask in play.asks):
        yield "asked after the end"
