"""What assurance saw: written, checked by the party it is about, then final, once."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.night.state import Observation
from rehearsals.core.refusals import check_task, refuse, unknown
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal


def record_observation(state: RunState, command: c.RecordObservation) -> Answer:
    """The event of writing an observation down."""
    if not command.text.strip():
        return refuse("text-missing", "The observation is empty.", "Write what was seen.")
    if command.party is not None and command.party not in state.runbook.parties:
        return unknown(state, "party", command.party, list(state.runbook.parties))
    if command.task is not None and (refusal := check_task(state, command.task)):
        return refusal
    if command.gate is not None and command.gate not in state.runbook.gate_by_id:
        return unknown(state, "gate", command.gate, list(state.runbook.gate_by_id))
    return (
        e.ObservationRecorded(
            number=len(state.observations) + 1,
            text=command.text.strip(),
            party=command.party,
            task=command.task,
            gate=command.gate,
        ),
    )


def answer_observation(state: RunState, command: c.AnswerObservation) -> Answer:
    """The event of the party's word on the facts; until the observation is final it may say more.

    The newest answer counts.
    """
    seen = _still_open(state, command.number)
    if isinstance(seen, c.Refusal):
        return seen
    if seen.party is None:
        return refuse(
            "about-nobody",
            f"Observation {seen.number} is about no party; nobody is asked for its facts.",
            f"Make it final: `callboard observe final {state.run} {seen.number}`.",
        )
    if not command.text.strip():
        return refuse("text-missing", "The answer is empty.", "Say whether the facts are right.")
    return (e.ObservationAnswered(number=seen.number, party=seen.party, text=command.text.strip()),)


def finish_observation(state: RunState, command: c.FinishObservation) -> Answer:
    """The event of an observation that stands; one about a party waits for its word, or says why.

    Without the party's answer it takes a final text, which says how the facts were checked.
    """
    seen = _still_open(state, command.number)
    if isinstance(seen, c.Refusal):
        return seen
    text = command.text.strip()
    if seen.party is not None and not seen.answer and not text:
        return refuse(
            "answer-missing",
            f"{seen.party} has not said whether the facts of observation {seen.number} are right.",
            f"Ask for `callboard observe answer {state.run} {seen.number} TEXT`, or give the final "
            "text, which says how they were checked.",
        )
    return (e.ObservationFinal(number=seen.number, text=text or seen.text),)


def _still_open(state: RunState, number: int) -> Observation | c.Refusal:
    if not 1 <= number <= len(state.observations):
        return refuse(
            "unknown-observation",
            f"Run {state.run} has no observation {number}.",
            f"See `callboard observe list {state.run}`.",
        )
    seen = state.observations[number - 1]
    if seen.final_at is None:
        return seen
    return refuse(
        "already-final",
        f"Observation {number} is final.",
        f"Write another: `callboard observe write {state.run} TEXT`.",
    )
