"""Returns handed in, withdrawn and reconfirmed by those whose word they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from rehearsals.core.command import Refusal
from rehearsals.readiness import commands as c
from rehearsals.readiness import events as e
from rehearsals.readiness.refusing import check_as_at, check_name, check_signatory, refuse
from rehearsals.readiness.state import Return
from rehearsals.readiness.words import Attachment, Signatory

Answer = Sequence[e.ReadinessEvent] | Refusal

_SHA256 = re.compile(r"[0-9a-f]{64}")


def submit(asked: Return, command: c.SubmitReturn, at: datetime) -> Answer:
    """The events of handing in a return at an instant."""
    for refusal in (
        _check_speaker(asked, command.submitted_by, "hand in"),
        _check_stage(asked, at, complete=command.complete),
        check_signatory(asked, command.signatory),
        check_as_at(command.as_at, at),
        _check_content(command),
        _check_validity(asked, command, at),
    ):
        if refusal:
            return refusal
    return (
        e.ReturnSubmitted(
            return_id=asked.id,
            complete=command.complete,
            submitted_by=command.submitted_by,
            signatory=_as_listed(asked, command.signatory),
            as_at=command.as_at,
            statement=command.statement.strip(),
            exceptions=tuple(text.strip() for text in command.exceptions),
            attachments=command.attachments,
            evidence=command.evidence,
            valid_until=command.valid_until,
        ),
    )


def withdraw(asked: Return, command: c.WithdrawReturn) -> Answer:
    """The events of standing by a return no longer."""
    if refusal := _check_speaker(asked, command.withdrawn_by, "withdraw"):
        return refusal
    if asked.submission is None or asked.withdrawal:
        return refuse(
            "nothing-to-withdraw",
            f"{asked.id} is {'withdrawn already' if asked.withdrawal else 'not handed in'}.",
            "Leave it.",
        )
    if not command.reason.strip():
        return refuse("reason-missing", f"Withdrawing {asked.id} needs a reason.", "Give one.")
    return (
        e.ReturnWithdrawn(
            return_id=asked.id, withdrawn_by=command.withdrawn_by, reason=command.reason.strip()
        ),
    )


def reconfirm(asked: Return, command: c.ReconfirmReturn, at: datetime) -> Answer:
    """The events of saying at a later gate that an accepted return still holds."""
    for refusal in (
        _check_speaker(asked, command.reconfirmed_by, "reconfirm"),
        _check_reconfirmable(asked, command, at),
        check_signatory(asked, command.signatory),
        check_as_at(command.as_at, at),
    ):
        if refusal:
            return refusal
    return (
        e.ReturnReconfirmed(
            return_id=asked.id,
            gate=command.gate,
            reconfirmed_by=command.reconfirmed_by,
            signatory=_as_listed(asked, command.signatory),
            as_at=command.as_at,
            statement=command.statement.strip(),
        ),
    )


def _as_listed(asked: Return, signatory: Signatory) -> Signatory:
    """The signatory as the register spells it."""
    return next(filter(signatory.same_as, asked.signatories))


def _check_speaker(asked: Return, party: str, what: str) -> Refusal | None:
    if party in asked.may_speak():
        return None
    return refuse(
        "not-its-return",
        f"{party} cannot {what} {asked.id}; {' or '.join(asked.may_speak())} can.",
        f"Say whose word it is with --by {asked.may_speak()[-1]}.",
    )


def _check_stage(asked: Return, at: datetime, *, complete: bool) -> Refusal | None:
    standing = asked.standing(at)
    if standing == "accepted":
        return refuse(
            "accepted-already",
            f"{asked.id} is accepted; a new one would replace it.",
            f"Withdraw it first: `callboard readiness withdraw {asked.id} --reason ...`.",
        )
    if standing == "submitted" and not complete:
        return refuse(
            "submitted-already",
            f"{asked.id} is submitted whole; a part would replace it.",
            f"Hand it in whole, or withdraw it: `callboard readiness withdraw {asked.id} "
            "--reason ...`.",
        )
    return None


def _check_content(command: c.SubmitReturn) -> Refusal | None:
    if not command.statement.strip():
        return refuse("statement-missing", "The statement is missing.", "Give --statement.")
    if not all(text.strip() for text in command.exceptions):
        return refuse("exception-empty", "An exception is empty.", "Say what is excepted.")
    for item in command.evidence:
        for what, text in (("sub-supplier", item.supplier), ("reference", item.reference)):
            if refusal := check_name(what, text):
                return refusal
    return next((r for r in map(_check_attachment, command.attachments) if r), None)


def _check_attachment(attachment: Attachment) -> Refusal | None:
    if refusal := check_name("name of an attachment", attachment.name):
        return refusal
    if _SHA256.fullmatch(attachment.sha256) and attachment.size >= 0:
        return None
    return refuse(
        "bad-attachment",
        f"Attachment {attachment.name} has no SHA-256 or no size.",
        "Attach the file with `callboard readiness submit ... --attach FILE`.",
    )


def _check_validity(asked: Return, command: c.SubmitReturn, at: datetime) -> Refusal | None:
    ends = [command.valid_until] if command.valid_until else []
    if asked.valid_for is not None:
        ends.append(command.as_at + timedelta(seconds=asked.valid_for))
    if not ends or min(ends) > at:
        return None
    return refuse(
        "expired",
        f"What is handed in as {asked.id} would have expired already.",
        "Speak of a later time with --as-at, or give a later --valid-until.",
    )


def _check_reconfirmable(asked: Return, command: c.ReconfirmReturn, at: datetime) -> Refusal | None:
    standing = asked.standing(at)
    if standing != "accepted" or asked.submission is None:
        return refuse(
            "not-accepted",
            f"{asked.id} is {'not handed in' if standing == 'none' else standing}; "
            "only an accepted return is reconfirmed.",
            f"See `callboard readiness show {asked.id}`.",
        )
    if asked.serves(command.gate) is None:
        served = ", ".join(each.gate for each in asked.gates)
        return refuse(
            "serves-no-such-gate",
            f"{asked.id} does not serve {command.gate}; it serves {served}.",
            f"Let it: `callboard readiness serve {asked.id} {command.gate}`.",
        )
    if command.as_at < asked.submission.as_at:
        return refuse(
            "as-at-before",
            f"{asked.id} itself speaks of a later time than that.",
            "Give the time of the reconfirmation with --as-at.",
        )
    return None
