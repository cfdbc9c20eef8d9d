"""`attach` and `attachments`: files on tasks and at gates, and getting them back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console import here
from console.acting import Acting, act, gate_id, task_id
from console.attached import BRING_BACK, amiss
from console.night_data import attachment_data
from console.opening import opened_run
from console.output import emit, emit_json, emit_rich, table
from rehearsals.attachments import keep, opened
from rehearsals.core import commands as c
from rehearsals.core.decide import decide
from rehearsals.core.night.state import AttachedFile
from rehearsals.core.state import RunState
from runbooks.clocktime import local_short
from runbooks.errors import CallboardError

#: Digits of a SHA-256 that are enough to name a file.
_SHORTEST = 8


def attach(
    run: str,
    file: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    task: str | None = None,
    gate: str | None = None,
    text: str = "",
    acting: Acting | None = None,
) -> None:
    """Attach a file to a task or to a gate, as what shows what was done there.

    Taken are PDF, PNG, JPEG, GIF, text, CSV, JSON, DOCX, XLSX and EML, of 20 MB at most. The file
    is copied into the data directory; the journal keeps its name, SHA-256, size and type.

    Args:
        run: The run.
        file: The file.
        task: The task it belongs to.
        gate: The gate it belongs to.
        text: What is to be said of it.
        acting: Who acts.
    """

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        path = Path(file)
        command = c.AttachFile(
            name=path.name,
            sha256="0" * 64,
            size=1,
            media_type="text/plain",
            task=task_id(state, task) if task is not None else None,
            gate=gate_id(state, gate) if gate is not None else None,
            text=text,
            **by,
        )
        if isinstance(decide(state, command, here.now_in(state)), c.Refusal):
            return command  # refused at the desk, before anything is kept
        kept = keep(path, here.settings().home)
        return replace(command, sha256=kept.sha256, size=kept.size, media_type=kept.media_type)

    act(run, make, acting)


def attachments(
    run: str = "latest",
    /,
    *,
    save: tuple[str, str] | None = None,
    json: bool = False,
) -> None:
    """List the files of a run, and say if one is missing or altered; or save one of them.

    Exit code 1 if a file is missing or altered.

    Args:
        run: The run; by default the latest.
        save: The beginning of the SHA-256 of a file, and the file to write; one that is there is
            not replaced.
        json: Write JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    if save is not None:
        _save(state, *save)
        return
    wrong = list(amiss({f.sha256: f.name for f in state.attachments}, here.settings().home))
    if json:
        emit_json({"attachments": [attachment_data(file) for file in state.attachments]})
    elif not state.attachments:
        emit(f"Run {state.run} has no files.")
    else:
        rows = table("On", "File", "Size", "When", "SHA-256", "By and what")
        for each in state.attachments:
            rows.add_row(*_row(state, each))
        emit_rich(rows)
    if wrong:
        raise CallboardError(" ".join(wrong), hint=BRING_BACK)


def _row(state: RunState, file: AttachedFile) -> tuple[str, ...]:
    return (
        file.task or file.gate or "",
        file.name,
        f"{file.size:,}",
        local_short(file.at, state.runbook.timezone),
        file.sha256[:_SHORTEST],
        f"{file.by}: {file.text}" if file.text else file.by,
    )


def _save(state: RunState, sha256: str, to: str) -> None:
    """Write one file out; raises CallboardError if none or several begin so, or it was altered."""
    wanted = sha256.strip().lower()
    found = {f.sha256: f for f in state.attachments if f.sha256.startswith(wanted)}
    if len(found) != 1 or len(wanted) < _SHORTEST:
        raise CallboardError(
            f"{sha256!r} does not name one file of run {state.run}.",
            hint=f"Give {_SHORTEST} or more digits of its SHA-256; see `callboard attachments "
            f"{state.run}`.",
        )
    ((digest, file),) = found.items()
    with opened(digest, here.settings().home) as content:
        try:
            with Path(to).open("xb") as written:
                while chunk := content.read(1 << 20):
                    written.write(chunk)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise CallboardError(f"{to} cannot be written: {why.lower()}.") from error
    emit(f"{to}: {file.name}, {file.size:,} bytes, SHA-256 {digest}")
