"""`notices evidence`, `lint`, `send`: proof of what was sent, checking a draft, a sender."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

from console import here
from console.acting import Acting
from console.caller import check_reader
from console.findings import say_findings
from console.notice_evidence import evidence_of, zipped
from console.notice_seen import notices_seen
from console.opening import check_home, opened_run
from console.output import emit, talk
from notices.reading import read_notice
from rehearsals.files import write_whole
from rehearsals.people.words import Role
from runbooks.clocktime import local
from runbooks.errors import CallboardError

#: Who may write out who was told what: it names people's organisations and their routes.
_READERS: tuple[Role, ...] = (
    "communications_approver",
    "cutover_manager",
    "assurance",
    "administrator",
)


def evidence(run: str, /, *, out: Path, acting: Acting | None = None) -> None:
    """Write out what was said, to whom, and what became of it, so that others can check it.

    The file is a zip: the two streams as JSON lines, with a summary as CSV and the heads they must
    have. `callboard verify FILE` checks it without a database.

    Args:
        run: The run.
        out: The file to write, such as M10-notices.zip.
        acting: Who acts.
    """
    with opened_run(run) as (desk, name):
        check_reader(desk.journal, acting or Acting(), _READERS, "write out who was told")
        state = desk.state(name)
        seen = notices_seen(desk.journal, state, here.now_in(state), here.now())
        found = evidence_of(desk.journal, seen)
    write_whole(out, (zipped(found),))
    emit(f"The notices of run {name} are written to {out}.")
    emit(*(f"{stream}: {head.seq} events, head {head.hash}" for stream, head in found.heads))


def lint(file: Path, /, *, json: bool = False) -> int:
    """Check a notice that is written as YAML or JSON, before it goes out.

    Exit code 1 if there are errors.

    Args:
        file: The file.
        json: Print the problems as JSON.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise CallboardError(
            f"{file} cannot be read: {(why or 'it is not UTF-8').lower()}.",
            hint="Give a notice as YAML or JSON.",
        ) from error
    return say_findings(str(file), read_notice(text, str(file)).findings, json=json)


def send(*, once: bool = False) -> int:
    """Send notices until Ctrl-C; `callboard up` keeps such a sender by itself.

    It may run beside others: a delivery is in one sender's hand at a time.

    Args:
        once: Send what is due now, and end.
    """
    from flows.sending import send_due, send_until  # noqa: PLC0415 - brings the channels along
    from flows.signals import stopping_on_signals  # noqa: PLC0415

    settings = here.settings()
    check_home(settings.home)
    if once:
        due = asyncio.run(send_due(settings, here.now, here.environ()))
        then = f"; the next is due {local(due, 'UTC')}" if due else ", and nothing else waits"
        emit(f"What was due is sent{then}.")
        return 0
    stop = Event()
    talk("Sending notices; Ctrl-C stops, and nothing is lost.")
    with stopping_on_signals(stop.set):
        asyncio.run(send_until(settings, stop, here.now, here.environ()))
    return 0
