"""Files on tasks and at gates: what the run says of them. Their content stands beside the journal.

Whether a content is what its name says is looked at where it comes in (`rehearsals.attachments`);
here a name and a type are taken that can be kept and given back without harm, and nothing else.
"""

from __future__ import annotations

import re

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import check_task, refuse, unknown
from rehearsals.core.state import RunState
from runbooks.file_names import why_not_plain

Answer = tuple[e.Event, ...] | c.Refusal

#: Bytes of a file at most.
LARGEST = 20_000_000
#: Files of a run at most: the data directory is no archive.
MOST = 500
#: What may be attached. Nothing that runs, or that a browser would run: no HTML, no SVG.
MEDIA_TYPES = frozenset(
    {
        "application/json",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "image/gif",
        "image/jpeg",
        "image/png",
        "message/rfc822",
        "text/csv",
        "text/plain",
    }
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def attach(state: RunState, command: c.AttachFile) -> Answer:
    """The event of a file that belongs to a task or to a gate."""
    refusal = (
        _check_subject(state, command)
        or _check_file(command)
        or _check_room(state)
        or _check_new(state, command)
    )
    if refusal:
        return refusal
    return (
        e.FileAttached(
            name=command.name,
            sha256=command.sha256,
            size=command.size,
            media_type=command.media_type,
            task=command.task,
            gate=command.gate,
            text=command.text.strip(),
        ),
    )


def _check_subject(state: RunState, command: c.AttachFile) -> c.Refusal | None:
    if (command.task is None) == (command.gate is None):
        return refuse(
            "subject-missing",
            "A file is attached to one task, or to one gate.",
            "Name it with --task or with --gate.",
        )
    if command.task is not None:
        return check_task(state, command.task)
    known = [gate.id for gate in state.index.meeting_of.values()]
    if command.gate not in known:
        return unknown(state, "gate", str(command.gate), known)
    return None


def _check_file(command: c.AttachFile) -> c.Refusal | None:
    if why := why_not_plain(command.name):
        return refuse("bad-file-name", f"The name of the file {why}.", "Give it a plain name.")
    if not _SHA256.fullmatch(command.sha256):
        return refuse(
            "bad-digest", "That is no SHA-256 of a file.", "Attach it with `callboard attach`."
        )
    if not 0 < command.size <= LARGEST:
        return refuse(
            "bad-size",
            f"{command.name} has {command.size:,} bytes.",
            f"Attach a file of up to {LARGEST:,} bytes that is not empty.",
        )
    if command.media_type not in MEDIA_TYPES:
        return refuse(
            "bad-media-type",
            f"{command.media_type or 'A file of unknown type'} cannot be attached.",
            "Attach a PDF, a picture (PNG, JPEG, GIF), text, CSV, JSON, DOCX, XLSX or EML.",
        )
    return None


def _check_room(state: RunState) -> c.Refusal | None:
    if len(state.attachments) < MOST:
        return None
    return refuse(
        "too-many-files",
        f"Run {state.run} has {MOST} files.",
        "Keep the file elsewhere, and refer to it in a note.",
    )


def _check_new(state: RunState, command: c.AttachFile) -> c.Refusal | None:
    for each in state.attachments:
        if each.sha256 == command.sha256 and (each.task, each.gate) == (command.task, command.gate):
            return refuse(
                "already-attached",
                f"This file is attached to {command.task or command.gate} already, as {each.name}.",
                f"See `callboard attachments {state.run}`.",
            )
    return None
