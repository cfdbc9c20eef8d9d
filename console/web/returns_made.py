"""From the forms about a return to commands: what was typed, understood, or said why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.datastructures import UploadFile

from console.returns import ZONE, pair, signatory
from console.web.asking import Asking
from console.web.house import House
from console.web.posting import Posted
from console.web.returns_keeping import would_take
from console.web.uploading import plain_name
from console.web.wall_times import read_wall
from rehearsals import attachments
from rehearsals.readiness import commands as c
from rehearsals.readiness.attachments import LARGEST
from rehearsals.readiness.state import Return
from rehearsals.readiness.words import Attachment, SupplierEvidence
from runbooks.errors import CallboardError, RunNotFound

_TAKEN = attachments.Taken(largest=LARGEST, any_type=True)
_EXAMPLE = "SUPPLIER; REFERENCE, such as Hosting Ltd; test report 7"


def submitted(house: House, asking: Asking, asked: Return, sent: Posted) -> c.SubmitReturn:
    """What is handed in; its file is kept only if it would be taken. Raises CallboardError."""
    data = sent.data
    command = asking.make(
        c.SubmitReturn,
        {
            "return_id": asked.id,
            "submitted_by": _word(data, "submitted_by") or asked.party,
            "signatory": signatory(_word(data, "signatory")),
            "as_at": _time(house, data, "as_at", past=True),
            "statement": _word(data, "statement"),
            "complete": _word(data, "complete") != "no",
            "exceptions": _lines(data, "exceptions"),
            "evidence": tuple(_evidence(line) for line in _lines(data, "evidence")),
            "valid_until": _maybe(house, data, "valid_until"),
        },
    )
    upload = sent.form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return command
    if not would_take(house, asking, command):
        return command  # refused at the desk, and put down there
    return replace(command, attachments=(_kept(house, upload),))


def made(
    house: House, asking: Asking, asked: Return, what: str, data: Mapping[str, Any]
) -> c.ReadinessCommand:
    """Any other command on a return; raises RunNotFound for one there is not."""
    reason = _word(data, "reason")
    match what:
        case "accept":
            fields = {"accepted_by": _word(data, "by"), "note": _word(data, "note")}
            return asking.make(c.AcceptReturn, {"return_id": asked.id, **fields})
        case "send-back":
            fields = {"sent_back_by": _word(data, "by"), "reason": reason}
            return asking.make(c.SendBackReturn, {"return_id": asked.id, **fields})
        case "withdraw":
            fields = {"withdrawn_by": _word(data, "by") or asked.party, "reason": reason}
            return asking.make(c.WithdrawReturn, {"return_id": asked.id, **fields})
        case "amend":
            deadline = _time(house, data, "deadline", past=False)
            moved = {"return_id": asked.id, "reason": reason, "deadline": deadline}
            return asking.make(c.AmendAsk, moved)
        case "reconfirm":
            return asking.make(
                c.ReconfirmReturn,
                {
                    "return_id": asked.id,
                    "gate": _word(data, "gate"),
                    "reconfirmed_by": _word(data, "by") or asked.party,
                    "signatory": signatory(_word(data, "signatory")),
                    "as_at": _time(house, data, "as_at", past=True),
                    "statement": _word(data, "statement"),
                },
            )
    raise RunNotFound(f"There is nothing called {what} to be done.", hint="Go back.")


def _word(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else ""


def _lines(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _word(data, name).splitlines() if line.strip())


def _evidence(line: str) -> SupplierEvidence:
    supplier, reference = pair(line, "a sub-supplier's evidence", _EXAMPLE)
    return SupplierEvidence(supplier=supplier, reference=reference)


def _maybe(house: House, data: Mapping[str, Any], name: str) -> datetime | None:
    return _time(house, data, name, past=False) if _word(data, name) else None


def _time(house: House, data: Mapping[str, Any], name: str, *, past: bool) -> datetime:
    """An instant (UTC) as typed; raises TimeError."""
    return read_wall(_word(data, name), ZONE, house.now(), past=past)


def _kept(house: House, upload: UploadFile) -> Attachment:
    try:
        kept = attachments.keep_stream(upload.file, plain_name(upload), house.home, _TAKEN)
    except OSError as error:
        raise CallboardError(
            "The file cannot be kept: the disk of the console is full, or cannot be written.",
            hint="Tell whoever runs the console.",
        ) from error
    return Attachment(name=kept.name, sha256=kept.sha256, size=kept.size)
