"""`notices`: what was and is to be told of a run's outages, to whom, and whether it arrived."""

from __future__ import annotations

from cyclopts import App

from console import here
from console.commands import notices_acting as acting
from console.commands import notices_deliveries as delivering
from console.commands import notices_keeping as keeping
from console.notice_data import drafts_data, list_data, thread_data
from console.notice_drafts import draft_lines
from console.notice_health import health_line
from console.notice_matrix import matrix_data, matrix_shown
from console.notice_page import list_lines, show_lines
from console.notice_preview import preview_lines
from console.notice_seen import NoticesSeen, named_thread, notices_seen
from console.opening import opened_run
from console.output import emit, emit_json, emit_rich
from notices.office import NoticeOffice

app = App(name="notices", help="Outage notices of a run: drafts, revisions, deliveries, proof.")
for _command in (
    acting.approve,
    acting.reject,
    acting.update,
    acting.write,
    delivering.redeliver,
    delivering.acknowledge,
    delivering.bounced,
    keeping.evidence,
    keeping.lint,
    keeping.send,
):
    app.command(_command)


@app.command(name="list")
def list_(run: str = "latest", /, *, json: bool = False) -> None:
    """List the notices of a run as they stand: the newest revision of each, and open drafts.

    A notice that communications held back is listed with the reason. It is not sent later.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON, with all revisions and deliveries.
    """
    seen = _seen(run)
    if json:
        emit_json(list_data(seen))
        return
    if not seen.book.threads:
        emit(f"No notice has been drafted or published in run {seen.run}.")
    emit(*list_lines(seen))
    _say_health(seen)


@app.command
def show(run: str, notice: str, /, *, json: bool = False) -> None:
    """Show all revisions of a notice in full, with what became of each delivery, and its draft.

    Args:
        run: The run.
        notice: The notice, such as M10-OUT-EES, or the outage alone.
        json: Print it as JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        seen = notices_seen(desk.journal, state, here.now_in(state), here.now())
        thread = named_thread(seen, notice)
        if json:
            emit_json(thread_data(seen, thread))
            return
        emit(*show_lines(seen, thread))
        if thread.draft is not None:
            context = NoticeOffice(desk, name, real_now=here.now).context()
            emit(*preview_lines(seen.book, thread.draft, context, seen.now))


@app.command
def drafts(run: str = "latest", /, *, json: bool = False) -> None:
    """List the drafts that wait for somebody, the most pressing first.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    seen = _seen(run)
    if json:
        emit_json(drafts_data(seen))
    elif not seen.book.drafts:
        emit(f"No draft waits in run {seen.run}.")
    else:
        for draft in seen.book.drafts:
            emit(*draft_lines(seen.run, draft, seen.zone, seen.now))


@app.command
def matrix(run: str, notice: str, /, *, json: bool = False) -> None:
    """Show who was told of a notice: each subscriber and each of its routes.

    And whoever must be told and was not, and how the sender is.

    Args:
        run: The run.
        notice: The notice, such as M10-OUT-EES, or the outage alone.
        json: Print it as JSON.
    """
    seen = _seen(run)
    thread = named_thread(seen, notice)
    if json:
        emit_json(matrix_data(seen, thread))
    else:
        emit_rich(*matrix_shown(seen, thread))
        _say_health(seen)


def _seen(run: str) -> NoticesSeen:
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        return notices_seen(desk.journal, state, here.now_in(state), here.now())


def _say_health(seen: NoticesSeen) -> None:
    # A simulated run sends by itself, in its own time.
    if not seen.simulated and (line := health_line(seen.sender, seen.zone, seen.real_now)):
        emit(line)
