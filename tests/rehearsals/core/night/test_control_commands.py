"""What the people who run the night say: stops, roll-calls, shifts, incidents, observations."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_runbook, a_task
from tests.rehearsals.core.answers import refused, taken


@pytest.fixture
def night() -> Trial:
    """A run of two tasks: A of si with recco, then B that north and south confirm."""
    return Trial(
        a_runbook(a_task("A", with_=["recco"]), a_task("B", "A", for_each="ldsos", end=True))
    )


def test_a_stop_leaves_what_runs_alone(night: Trial) -> None:
    """Running tasks end; what has yet to start waits, also for a retry."""
    night.start(0, "A")
    taken(night.ask(1, c.StopStarts, reason="fire alarm"))
    taken(night.ask(2, c.FailTask, task="A", reason="broke"))

    refusal = refused(night.ask(3, c.StartTask, task="A"))
    assert (refusal.code, "fire alarm" in refusal.message) == ("starts-stopped", True)


def test_the_engine_is_stopped_too() -> None:
    """Neither it nor a person who asks for a retry starts an automated task."""
    trial = Trial(a_runbook(a_task("A", run={"wait": {"for": "0m"}}, end=True)))
    taken(trial.ask(0, c.StopStarts, reason="fire alarm"))

    for channel in ("engine", "cli"):
        refusal = refused(trial.ask(1, c.StartTask, task="A", channel=channel))
        assert refusal.code == "starts-stopped"


def test_starts_are_allowed_again(night: Trial) -> None:
    """Once; what is not stopped cannot be allowed."""
    taken(night.ask(0, c.StopStarts, reason="fire alarm"))
    assert refused(night.ask(1, c.StopStarts, reason="again")).code == "already-stopped"
    taken(night.ask(2, c.AllowStarts, reason="false alarm"))
    night.start(3, "A")

    assert refused(night.ask(4, c.AllowStarts, reason="again")).code == "not-stopped"


def test_the_roll_is_called_of_all_with_a_part(night: Trial) -> None:
    """Who owns, attends or confirms a task, in the order of the runbook, without who has left."""
    taken(night.ask(1, c.LeaveParty, party="south", reason="out"))
    (event,) = taken(night.ask(2, c.CallRoll, title="there?"))

    assert event == e.RollCalled(call=1, title="there?", parties=("si", "recco", "north"))


def test_answers_go_to_the_newest_roll_call(night: Trial) -> None:
    """Who answered the call before must answer again; the newest answer counts."""
    taken(night.ask(1, c.CallRoll, title="first"))
    taken(night.ask(2, c.AnswerRoll, party="si"))
    taken(night.ask(3, c.CallRoll, title="second", parties=("si", "recco")))
    taken(night.ask(4, c.AnswerRoll, party="si", present=False))
    taken(night.ask(5, c.AnswerRoll, party="si"))

    assert [call.missing for call in night.state.roll_calls] == [
        ("recco", "north", "south"),
        ("recco",),
    ]


def test_only_who_was_called_answers(night: Trial) -> None:
    """And only once the roll has been called."""
    assert refused(night.ask(1, c.AnswerRoll, party="si")).code == "no-roll-call"
    taken(night.ask(2, c.CallRoll, title="there?", parties=("recco",)))

    assert refused(night.ask(3, c.AnswerRoll, party="si")).code == "not-called"


def test_a_shift_is_taken_once(night: Trial) -> None:
    """By its number; the refusal says who took it and when."""
    taken(night.ask(1, c.HandOverShift, desk="bridge", to="Dawn", text="all quiet"))
    taken(night.ask(2, c.TakeShift, number=1, actor="Dawn"))
    refusal = refused(night.ask(3, c.TakeShift, number=1, actor="Eve"))

    assert night.state.handovers[0].taken_by == "Dawn"
    assert "Dawn took bridge at Mon 12 Jan 2026 09:02 GMT" in refusal.message


@pytest.mark.parametrize("gap", ["desk", "to", "text"])
def test_a_handover_says_all_three(night: Trial, gap: str) -> None:
    """Which desk, to whom, and what must be known."""
    said = {"desk": "bridge", "to": "Dawn", "text": "all quiet", gap: " "}

    assert refused(night.ask(1, c.HandOverShift, **said)).code == "handover-incomplete"


def an_incident(**changes: Any) -> dict[str, Any]:
    """The fields of a linked incident."""
    return {"reference": "INC1", "summary": "EES is slow", **changes}


def test_a_reference_stands_open_once(night: Trial) -> None:
    """Closed, it may be linked again."""
    taken(night.ask(1, c.LinkIncident, **an_incident()))
    assert refused(night.ask(2, c.LinkIncident, **an_incident())).code == "already-linked"
    taken(night.ask(3, c.CloseIncident, reference="INC1", resolution="restarted"))
    assert refused(night.ask(4, c.CloseIncident, reference="INC1", resolution="x")).code == (
        "already-closed"
    )

    taken(night.ask(5, c.LinkIncident, **an_incident()))
    assert night.state.incidents["INC1"].closed_at is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reference": " "}, "bad-reference"),
        ({"reference": "x" * 61}, "bad-reference"),
        ({"summary": ""}, "summary-missing"),
        ({"system": "EEZ"}, "unknown-system"),
        ({"task": "Z"}, "unknown-task"),
        ({"url": "javascript:alert(1)"}, "bad-address"),
        ({"url": "https://"}, "bad-address"),
        ({"url": "https://[x"}, "bad-address"),
        ({"url": "file:///etc/passwd"}, "bad-address"),
    ],
)
def test_an_incident_is_about_what_there_is(
    night: Trial, changes: dict[str, Any], code: str
) -> None:
    """Its system and task exist, and its address is one of the web."""
    assert refused(night.ask(1, c.LinkIncident, **an_incident(**changes))).code == code


def test_communications_change_with_a_reason(night: Trial) -> None:
    """A rehearsal begins with test; the same again is no change."""
    assert refused(night.ask(1, c.SetCommunications, mode="test", reason="x")).code == "already-so"
    assert refused(night.ask(1, c.SetCommunications, mode="on", reason="")).code == "reason-missing"
    assert refused(night.ask(1, c.SetCommunications, mode="loud", reason="x")).code == (
        "unknown-mode"
    )
    taken(night.ask(2, c.SetCommunications, mode="off", reason="press embargo"))

    assert night.state.communications == "off"


def test_an_observation_of_a_party_waits_for_its_word(night: Trial) -> None:
    """Then it is final, once, in its own words or better ones."""
    taken(night.ask(1, c.RecordObservation, text="no witness", party="si"))
    assert refused(night.ask(2, c.FinishObservation, number=1)).code == "answer-missing"
    taken(night.ask(3, c.AnswerObservation, number=1, text="Bea was there"))
    taken(night.ask(4, c.FinishObservation, number=1))
    assert night.state.observations[0].text == "no witness"

    for kind in (c.AnswerObservation, c.FinishObservation):
        assert refused(night.ask(5, kind, number=1, text="more")).code == "already-final"


def test_an_observation_without_an_answer_takes_a_final_text(night: Trial) -> None:
    """A party that says nothing does not keep it from being final."""
    taken(night.ask(1, c.RecordObservation, text="no witness", party="si"))
    taken(night.ask(2, c.FinishObservation, number=1, text="no witness; si gave no answer"))

    assert night.state.observations[0].text == "no witness; si gave no answer"


def test_an_observation_of_no_party_is_final_at_once(night: Trial) -> None:
    """Nobody is asked for its facts."""
    taken(night.ask(1, c.RecordObservation, text="the bridge was loud"))
    assert refused(night.ask(2, c.AnswerObservation, number=1, text="no")).code == "about-nobody"

    taken(night.ask(3, c.FinishObservation, number=1))


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_number_that_is_not_there_is_refused(night: Trial, number: int) -> None:
    """Numbers begin with 1."""
    taken(night.ask(1, c.RecordObservation, text="seen"))
    taken(night.ask(1, c.HandOverShift, desk="bridge", to="Dawn", text="all quiet"))

    assert refused(night.ask(2, c.FinishObservation, number=number)).code == "unknown-observation"
    assert refused(night.ask(2, c.TakeShift, number=number)).code == "unknown-handover"


def test_a_lesson_is_an_open_item(night: Trial) -> None:
    """A note marked as a lesson is carried to the next run."""
    taken(night.ask(1, c.AddNote, text="count twice", lesson=True))

    assert [item.kind for item in night.state.items.values()] == ["lesson"]
