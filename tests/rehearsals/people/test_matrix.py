"""Every command and every role: the whole table of permissions, written out by hand.

Y: may, in rehearsals and live. R: may in rehearsals only. A dot: may not. `owner`, `decider` and
`adviser` have their role for the party concerned, those with a 2 for another party; `scribe+` and
`manager+` enter what `speaker`, who has all three for the party, has said and somebody has heard.
"""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.words import Mode
from rehearsals.people.permissions import permit
from rehearsals.people.rights import RIGHTS
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import a_night, everybody

TABLE = """
                        viewer owner owner2 decider decider2 adviser adviser2 scribe scribe+ comms controller manager manager+ assurance admin
StartTask                 .     Y     .      .       .        .       .        .      Y       .     .          .       Y        .         .
StartTask/with            .     Y     .      .       .        .       .        .      Y       .     .          .       Y        .         .
CompleteTask              .     Y     .      .       .        .       .        .      Y       .     .          .       Y        .         .
CompleteTask/copy         .     .     Y      .       .        .       .        .      .       .     .          .       .        .         .
FailTask                  .     Y     .      .       .        .       .        .      Y       .     .          .       Y        .         .
UndoEntry                 .     Y     .      .       .        .       .        .      Y       .     .          Y       Y        .         .
BlockTask                 .     Y     .      .       .        .       .        .      Y       .     .          Y       Y        .         .
BlockTask/copy            .     .     Y      .       .        .       .        .      .       .     .          Y       .        .         .
UnblockTask               .     Y     .      .       .        .       .        .      Y       .     .          Y       Y        .         .
MarkUnknown               .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
SkipTask                  .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
HoldTask                  .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
ReleaseTask               .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
StartOutOfSequence        .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
ReopenTask                .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
HoldBranch                .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
ReleaseBranch             .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
ReassignTask              .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
RecordEvidence            .     Y     .      .       .        .       .        .      Y       .     .          .       Y        .         .
RecordCheck               .     Y     .      .       .        .       .        .      .       .     R          Y       .        .         .
Recommend                 .     .     .      .       .        Y       .        .      Y       .     .          .       Y        .         .
Recommend/none            .     .     .      .       .        Y       .        .      Y       .     .          Y       Y        .         .
DecideGate                .     .     .      Y       .        .       .        .      Y       .     .          .       Y        .         .
DecideGate/no_go          .     .     .      Y       .        .       .        .      Y       .     .          .       Y        .         .
DecideGate/deferred       .     Y     .      Y       .        .       .        .      Y       .     .          .       Y        .         .
UndoVote                  .     .     .      Y       .        .       .        .      Y       .     .          Y       Y        .         .
WithdrawGo                .     .     .      Y       .        .       .        .      Y       .     .          .       Y        .         .
Countersign               .     .     .      Y       .        .       .        .      .       .     .          .       .        .         .
CloseItem                 .     Y     .      Y       .        .       .        .      .       .     .          Y       .        .         .
ExtendRisk                .     .     .      Y       .        .       .        .      .       .     .          .       .        .         .
AddNote                   .     Y     Y      Y       Y        Y       Y        Y      Y       Y     R          Y       Y        .         .
AttachFile                .     Y     Y      Y       Y        Y       Y        Y      Y       Y     R          Y       Y        .         .
OpenOutage                .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
CloseOutage               .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
RecordAttendance          .     .     .      .       .        .       .        .      .       .     R          Y       .        .         .
AbandonRun                .     .     .      .       .        .       .        .      .       .     R          Y       .        .         .
StopStarts                .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
AllowStarts               .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
CallRoll                  .     .     .      .       .        .       .        .      .       .     R          Y       .        .         .
AnswerRoll                .     Y     .      .       .        .       .        .      Y       .     .          .       Y        .         .
AnswerRoll/missing        .     Y     .      .       .        .       .        .      Y       .     R          Y       Y        .         .
HandOverShift             .     Y     .      .       .        .       .        .      .       .     .          Y       .        .         .
HandOverShift/scribe      .     .     .      .       .        .       .        Y      .       .     .          Y       .        .         .
TakeShift                 .     Y     .      .       .        .       .        .      .       .     .          Y       .        .         .
LinkIncident              .     Y     .      .       .        .       .        .      Y       .     .          Y       Y        .         .
LinkIncident/run          .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
CloseIncident             .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
SetCommunications         .     .     .      .       .        .       .        .      .       Y     .          .       .        .         .
ActivateParticipant       .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
LeaveParty                .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
RecordObservation         .     .     .      .       .        .       .        .      .       .     .          .       .        Y         .
AnswerObservation         .     Y     .      .       .        .       .        .      .       .     .          .       .        .         .
FinishObservation         .     .     .      .       .        .       .        .      .       .     .          .       .        Y         .
ProposeAmendment          .     .     .      .       .        .       .        .      .       .     R          Y       .        .         .
ApproveAmendment          .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
ApproveAmendment/party    .     .     .      Y       .        .       .        .      .       .     .          .       .        .         .
ApproveAmendment/reversal .     .     .      .       .        .       .        .      .       .     .          .       .        .         .
RejectAmendment           .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
RecommendTurningBack      .     .     .      .       .        .       .        .      .       .     .          Y       .        .         .
TurnBack                  .     .     .      Y       .        .       .        .      Y       .     .          .       Y        .         .
"""  # noqa: E501 - a table is read across

_WHY = {"reason": "because"}
_G1 = {"gate": "G1", "decided_by": "sro", **_WHY}
#: The fields of each row's command; a task is A (of si), a decision is sro's, advice is recco's.
FIELDS: dict[str, dict[str, Any]] = {
    "StartTask": {"task": "A"},
    "StartTask/with": {"task": "B"},
    "CompleteTask": {"task": "A"},
    "CompleteTask/copy": {"task": "C", "parties": ("north", "south")},
    "FailTask": {"task": "A", **_WHY},
    "UndoEntry": {"task": "A", **_WHY},
    "BlockTask": {"task": "A", **_WHY},
    "BlockTask/copy": {"task": "C", "parties": ("north", "south"), **_WHY},
    "UnblockTask": {"task": "A", **_WHY},
    "MarkUnknown": {"task": "A"},
    "SkipTask": {"task": "A", **_WHY},
    "HoldTask": {"task": "A", **_WHY},
    "ReleaseTask": {"task": "A", **_WHY},
    "StartOutOfSequence": {"task": "A", **_WHY},
    "ReopenTask": {"task": "A", **_WHY},
    "HoldBranch": {"task": "A", **_WHY},
    "ReleaseBranch": {"task": "A", **_WHY},
    "ReassignTask": {"task": "A", "party": "recco", **_WHY},
    "RecordEvidence": {"gate": "G1", "criterion": "READY", "evidence": "seen"},
    "RecordCheck": {
        "gate": "G1", "criterion": "READY", "met": True, "value": "x", "digest": "0" * 64,
    },
    "Recommend": {"gate": "G1", "adviser": "recco", "advice": "go", **_WHY},
    "Recommend/none": {"gate": "G1", "adviser": "recco", "advice": "none", **_WHY},
    "DecideGate": {**_G1, "outcome": "go"},
    "DecideGate/no_go": {**_G1, "outcome": "no_go"},
    "DecideGate/deferred": {**_G1, "outcome": "deferred", "until": at(600)},
    "UndoVote": {"gate": "G1", "member": "sro", **_WHY},
    "WithdrawGo": _G1,
    "Countersign": {"gate": "G1", "party": "sro"},
    "CloseItem": {"item": "L1", "evidence": "done"},
    "ExtendRisk": {"item": "R1", "decided_by": "sro", "expires": at(600), **_WHY},
    "AddNote": {"text": "x"},
    "AttachFile": {
        "name": "x.pdf", "sha256": "0" * 64, "size": 1, "media_type": "application/pdf",
        "task": "A",
    },
    "OpenOutage": {"outage": "X"},
    "CloseOutage": {"outage": "X"},
    "RecordAttendance": {"party": "si", "attendance": "absent"},
    "AbandonRun": _WHY,
    "StopStarts": _WHY,
    "AllowStarts": _WHY,
    "CallRoll": {"title": "x"},
    "AnswerRoll": {"party": "si"},
    "AnswerRoll/missing": {"party": "si", "present": False},
    "HandOverShift": {"desk": "si", "to": "Ann", "text": "x"},
    "HandOverShift/scribe": {"desk": "Scribe", "to": "Ann", "text": "x"},
    "TakeShift": {"number": 1},
    "LinkIncident": {"reference": "INC1", "summary": "x", "task": "A"},
    "LinkIncident/run": {"reference": "INC1", "summary": "x"},
    "CloseIncident": {"reference": "INC1", "resolution": "x"},
    "SetCommunications": {"mode": "off", **_WHY},
    "ActivateParticipant": {"party": "si", "evidence": "x"},
    "LeaveParty": {"party": "si", **_WHY},
    "RecordObservation": {"text": "x"},
    "AnswerObservation": {"number": 1, "text": "x"},
    "FinishObservation": {"number": 1},
    "ProposeAmendment": {"changes": (), **_WHY},
    "ApproveAmendment": {"number": 1},
    "ApproveAmendment/party": {"number": 2, "decided_by": "sro"},
    "ApproveAmendment/reversal": {"number": 2},
    "RejectAmendment": {"number": 1, **_WHY},
    "RecommendTurningBack": {"kind": "rollback", **_WHY},
    "TurnBack": {"kind": "rollback", **_G1},
}  # fmt: skip
_SPOKEN = {"DecideGate", "WithdrawGo", "TurnBack"}


def _cells() -> list[tuple[str, str, str]]:
    header, *rows = TABLE.strip("\n").splitlines()
    columns = header.split()
    cells: list[tuple[str, str, str]] = []
    for row in rows:
        name, *marks = row.split()
        assert len(marks) == len(columns), name
        cells.extend((name, who, mark) for who, mark in zip(columns, marks, strict=True))
    return cells


CELLS = _cells()


def _answer(row: str, who: str, mode: Mode) -> Refusal | None:
    kind = row.partition("/")[0]
    fields = {**FIELDS[row], "actor": who.removesuffix("+"), "channel": "cli+password"}
    if kind == "RecordCheck":
        fields["channel"] = "check"
    if who.endswith("+"):
        fields["on_behalf_of"] = "speaker"
        if kind in _SPOKEN:
            fields["witness"] = "Viewer"
    return permit(everybody(), a_night(mode), asked(getattr(c, kind), **fields), at(5))


def test_the_table_has_every_command() -> None:
    """A command that is added without a row here, or without a right, fails the tests."""
    rows = {row.partition("/")[0] for row, _, _ in CELLS}

    assert rows == {kind.__name__ for kind in c.COMMAND_TYPES}
    assert set(RIGHTS) == set(c.COMMAND_TYPES)


@pytest.mark.parametrize("mode", ["rehearsal", "live"])
@pytest.mark.parametrize("row", list(FIELDS))
def test_every_role_may_what_the_table_says_and_nothing_else(row: str, mode: Mode) -> None:
    """Each cell of a row, in each mode."""
    expected = {
        who: mark == "Y" or (mark == "R" and mode == "rehearsal")
        for name, who, mark in CELLS
        if name == row
    }

    assert {who: _answer(row, who, mode) is None for who in expected} == expected


@pytest.mark.parametrize("mode", ["rehearsal", "live"])
@pytest.mark.parametrize("row", list(FIELDS))
def test_a_stranger_may_nothing(row: str, mode: Mode) -> None:
    """Who is not in the register is refused, whatever it is."""
    refusal = _answer(row, "stranger", mode)

    assert refusal is not None
    assert refusal.code == "not-known"


@pytest.mark.parametrize("row", list(FIELDS))
def test_a_refusal_says_what_to_do_next(row: str) -> None:
    """Each names a person to ask, a command to give, or an option to leave out."""
    refusal = _answer(row, "viewer", "live")

    assert refusal is not None
    assert refusal.code == "not-permitted"
    assert refusal.hint.startswith(("Ask ", "Nobody may yet; an administrator gives the role"))
