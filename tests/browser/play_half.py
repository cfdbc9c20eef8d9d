"""A run half played, with at least one of everything that a page can show."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from rehearsals.attachments import keep_stream
from rehearsals.core import commands as c
from rehearsals.core.words import Change
from rehearsals.people.asked import ChangePerson
from rehearsals.people.words import ROLE_NAMES
from rehearsals.readiness import commands as r
from rehearsals.readiness.words import Ask, Served, Signatory
from rehearsals.testing import a_gate, a_task
from runbooks.model import Runbook
from tests.browser.play import RUN
from tests.browser.play_place import NAME, small_night
from tests.console.web.place import Place

#: Titles come from people: long ones, and such as would break a page that does not escape them.
LONG = "<b>&amp;</b> a_word_that_is_much_too_long_for_the_column_of_any_telephone_that_there_is"
RETURN = "RR-1"
#: A run before it, of the plan as it is on the shelf.
EARLIER = "DR0"
_numbers = count(1)


def half_night() -> Runbook:
    """The small cutover with a task for each state, a machine's criterion, and a way back."""
    data: dict[str, Any] = small_night().model_dump(mode="json", exclude_defaults=True)
    beside = [
        a_task("X1", "T3", title=f"Fail {LONG}", phase="Cutover", instructions=LONG),
        a_task("X2", "T3", title="Leave out", phase="Cutover"),
        a_task("X3", "T3", title="Hold", phase="Cutover", party="north"),
        a_task("X4", "T3", title="Block", phase="Cutover", for_each="ldsos"),
        a_task("X5", "T3", title="Be late", phase="Cutover"),
        a_task("X6", "X5", title="Stay ready", phase="Cutover", irreversible=True),
    ]
    check = {"tasks_done": {"tasks": ["T5"]}}
    last = a_gate(
        "G2",
        "T6",
        title=f"Bring it back: {LONG}",
        advised_by=["recco"],
        forum="The bridge",
        criteria=[
            {"id": "LOADED", "owner": "recco", "title": LONG},
            {"id": "DONE", "owner": "si", "check": check},
            {"id": "NICE", "owner": "si", "blocking": False},
        ],
    )
    undo = a_task("R1", title="Bring EES back as it was", party="recco", always=True)
    return Runbook.model_validate(
        {
            **data,
            "tasks": [*data["tasks"], *beside],
            "gates": [data["gates"][0], last],
            "rollback": {"gates": ["G2"], "authority": "sro", "tasks": [undo]},
        }
    )


def half_played(place: Place) -> None:
    """Open the run, and have everybody do something in it."""
    for role in set(ROLE_NAMES) - {"assurance"}:
        place.grant("sue", role)
    place.house.writer.people(
        ChangePerson(
            id="phone", actor="adm", person="max", email="max@one.example", phone="+44 20 7946 0123"
        )
    )
    place.opened(small_night(), run=EARLIER)
    place.opened(half_night(), run=RUN)
    up_to_the_gate(place)
    _all_states(place)
    _at_the_last_gate(place)
    _said(place)
    _returns(place)
    place.clock.pass_(20)


def _do(place: Place, actor: str, make: type[Any], /, **fields: Any) -> None:
    command = make(id=f"half-{next(_numbers)}", actor=actor, channel="web", **fields)
    place.house.writer.submit(RUN, command)


def _whole(place: Place, actor: str, task: str, **fields: Any) -> None:
    _do(place, actor, c.StartTask, task=task)
    place.clock.pass_(10)
    _do(place, actor, c.CompleteTask, task=task, **fields)


def up_to_the_gate(place: Place) -> None:
    """Have the first gate passed in a run that is open, so that what is behind it can begin."""
    _whole(place, "ann", "T1")
    _do(place, "bob", c.StartTask, task="T2")
    _do(place, "ned", c.CompleteTask, task="T2", parties=("north",))
    _do(place, "sid", c.CompleteTask, task="T2", parties=("south",))
    _do(place, "ann", c.RecordEvidence, gate="G1", criterion="READY", evidence="All green.")
    _do(place, "bob", c.StartTask, task="T3")
    for person, party in (("bob", "sro"), ("ned", "north")):
        _do(place, person, c.DecideGate, gate="G1", outcome="go", decided_by=party, reason="Ready.")


def _all_states(place: Place) -> None:
    _whole(place, "ann", "T4")
    _whole(place, "ann", "T5", results={"mpans": 1000})
    _do(place, "ann", c.StartTask, task="X1")
    _do(place, "ann", c.FailTask, task="X1", reason=LONG)
    _do(place, "max", c.SkipTask, task="X2", reason="Not needed.")
    _do(place, "max", c.HoldTask, task="X3", reason="Wait for the call.")
    _do(place, "ann", c.StartTask, task="X4")
    _do(place, "ned", c.BlockTask, task="X4", reason=LONG, needs="The DBA", parties=("north",))
    _do(place, "ann", c.StartTask, task="X5")


def _said(place: Place) -> None:
    _do(place, "ann", c.AddNote, text=LONG, task="X1", lesson=True)
    kept = keep_stream([b"0 left\n"], "queue.txt", place.house.home)
    file = {"name": kept.name, "sha256": kept.sha256, "size": kept.size}
    _do(place, "ann", c.AttachFile, **file, media_type=kept.media_type, task="X1", text=LONG)
    _do(place, "ann", c.AttachFile, **file, media_type=kept.media_type, gate="G2", text=LONG)
    _do(place, "max", c.CallRoll, title="Before the last gate")
    _do(place, "ann", c.AnswerRoll, party="si", note="Here.")
    _do(place, "max", c.HandOverShift, desk="cutover manager", to="sue", text=LONG)
    incident = {"reference": "INC0012345", "summary": LONG, "system": "EES", "task": "X1"}
    _do(place, "max", c.LinkIncident, **incident, url="https://example.org/INC0012345")
    _do(place, "sue", c.RecordObservation, text=LONG, party="si", task="X1")
    before = half_night().model_dump(mode="json", exclude_defaults=True)["tasks"]
    task = next(one for one in before if one["id"] == "T7")
    change = Change(kind="task", id="T7", before=task, after={**task, "duration": "50m"})
    _do(place, "max", c.ProposeAmendment, changes=(change,), reason=LONG)
    _do(place, "sue", c.RecommendTurningBack, kind="rollback", reason="It is late.")


def _at_the_last_gate(place: Place) -> None:
    _do(place, "bob", c.StartTask, task="T6")
    _do(place, "ann", c.RecordEvidence, gate="G2", criterion="LOADED", evidence=LONG)
    _do(place, "ada", c.Recommend, gate="G2", adviser="recco", advice="go", reason=LONG)


def _returns(place: Place) -> None:
    now = place.clock.now()
    director = Signatory(name="Nora Quill", office="director")
    ask = Ask(
        kind="readiness_assessment",
        party="north",
        title=LONG,
        deadline=now + timedelta(days=1),
        gates=(Served(gate=f"{NAME}/G2"),),
        signatories=(director,),
        return_id=RETURN,
    )
    place.house.writer.readiness(r.AskReturns(id="ask", actor="max", channel="web", asks=(ask,)))
    place.house.writer.readiness(
        r.SubmitReturn(
            id="submit",
            actor="ned",
            channel="web",
            return_id=RETURN,
            submitted_by="north",
            signatory=director,
            as_at=now,
            statement=LONG,
            exceptions=(LONG,),
        )
    )
