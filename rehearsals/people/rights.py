"""The one table of permissions: every command on a run, and whose it is; the rest is denied.

`entered` says what somebody else may enter for those whose it is:
`never`; a `fact`, by a scribe who names who said it; a `word`, by a scribe for somebody in the
register who has the right; a `spoken` word, which besides was heard by a witness.
`simulated`: in a rehearsal the controller says it for parties that are absent or simulated.

A live run takes two for what would move its seats: that a party leaves that has a say at an
undecided gate, or decides on turning back, is entered by the manager, with the password, as the
word of somebody who decides for that party or for the authority of the way back (`claims.leaving`,
`live.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rehearsals.core import commands as c
from rehearsals.people import claims
from rehearsals.people.words import Role

Entered = Literal["never", "fact", "word", "spoken"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Right:
    """Whose a command is, and how else it may be entered."""

    claim: claims.ClaimOf
    entered: Entered = "never"
    #: Who may enter it for others.
    enters: tuple[Role, ...] = ("scribe", "cutover_manager")
    simulated: bool = False
    #: In live mode only just after the password was asked for once more.
    step_up: bool = False


_OF_THE_MANAGER = Right(claim=claims.whole("cutover_manager"))
_OF_WHO_RUNS_IT = Right(claim=claims.whole("cutover_manager", rehearsing=("rehearsal_controller",)))
_OF_THE_OWNER = Right(claim=claims.own_task, entered="fact", simulated=True)
_OF_THE_OWNER_OR_MANAGER = Right(claim=claims.own_task_or_manager, entered="fact", simulated=True)
_OF_ASSURANCE = Right(claim=claims.whole("assurance"))
_OF_WHO_WRITES_DOWN = Right(
    claim=claims.whole(
        "task_owner",
        "decider",
        "adviser",
        "scribe",
        "communications_approver",
        "cutover_manager",
        rehearsing=("rehearsal_controller",),
    ),
    entered="fact",
)

RIGHTS: Mapping[type[c.AnyCommand], Right] = {
    # Tasks: their owners say what becomes of them, the manager what is done about it.
    c.StartTask: _OF_THE_OWNER,
    c.CompleteTask: _OF_THE_OWNER,
    c.FailTask: _OF_THE_OWNER,
    c.UndoEntry: _OF_THE_OWNER_OR_MANAGER,
    c.BlockTask: _OF_THE_OWNER_OR_MANAGER,
    c.UnblockTask: _OF_THE_OWNER_OR_MANAGER,
    c.StartOutOfSequence: _OF_THE_MANAGER,
    c.MarkUnknown: _OF_THE_MANAGER,
    c.SkipTask: _OF_THE_MANAGER,
    c.HoldTask: _OF_THE_MANAGER,
    c.ReleaseTask: _OF_THE_MANAGER,
    c.ReopenTask: _OF_THE_MANAGER,
    c.HoldBranch: _OF_THE_MANAGER,
    c.ReleaseBranch: _OF_THE_MANAGER,
    c.ReassignTask: _OF_THE_MANAGER,
    # Gates: who shows, who advises, who decides.
    c.RecordEvidence: Right(claim=claims.criterion_owner, entered="fact", simulated=True),
    # A finding is a machine's: these may have checks made, which put it down (`live.py`).
    c.RecordCheck: Right(claim=claims.checked_criterion),
    c.Recommend: Right(claim=claims.adviser, entered="word", simulated=True),
    c.DecideGate: Right(claim=claims.gate_decider, entered="spoken", simulated=True, step_up=True),
    c.UndoVote: Right(claim=claims.voter, entered="word", simulated=True),
    c.WithdrawGo: Right(claim=claims.decider, entered="spoken", simulated=True, step_up=True),
    c.Countersign: Right(claim=claims.signatory),
    c.CloseItem: Right(claim=claims.item_owner),
    c.ExtendRisk: Right(claim=claims.decider),
    # The run as a whole.
    c.AddNote: _OF_WHO_WRITES_DOWN,
    c.AttachFile: _OF_WHO_WRITES_DOWN,
    c.OpenOutage: _OF_THE_MANAGER,
    c.CloseOutage: _OF_THE_MANAGER,
    c.RecordAttendance: _OF_WHO_RUNS_IT,
    c.AbandonRun: replace(_OF_WHO_RUNS_IT, step_up=True),
    # Control of the night.
    c.StopStarts: _OF_THE_MANAGER,
    c.AllowStarts: _OF_THE_MANAGER,
    c.CallRoll: _OF_WHO_RUNS_IT,
    c.AnswerRoll: Right(claim=claims.roll, entered="fact", simulated=True),
    c.HandOverShift: Right(claim=claims.desk),
    c.TakeShift: Right(claim=claims.handed_desk),
    c.LinkIncident: Right(claim=claims.incident, entered="fact"),
    c.CloseIncident: _OF_THE_MANAGER,
    c.SetCommunications: Right(claim=claims.whole("communications_approver")),
    c.ActivateParticipant: _OF_THE_MANAGER,
    c.LeaveParty: Right(
        claim=claims.leaving, entered="word", enters=("cutover_manager",), step_up=True
    ),
    # Assurance stands apart: it writes what it saw, and nothing else.
    c.RecordObservation: _OF_ASSURANCE,
    c.AnswerObservation: Right(claim=claims.observed),
    c.FinishObservation: _OF_ASSURANCE,
    # The plan, and the way back.
    c.ProposeAmendment: _OF_WHO_RUNS_IT,
    c.ApproveAmendment: Right(claim=claims.approver, step_up=True),
    c.RejectAmendment: Right(claim=claims.rejecter),
    c.RecommendTurningBack: _OF_THE_MANAGER,
    c.TurnBack: Right(claim=claims.decider, entered="spoken", simulated=True, step_up=True),
}
