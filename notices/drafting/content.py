"""What a notice says of an outage, from the runbook, the plan and how the run stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from notices.core.notice import (
    Affected,
    Content,
    Cutoff,
    Named,
    Periods,
    SubmitBy,
    Window,
)
from notices.drafting.case import Case
from notices.drafting.resuming import named, to_be_awaited
from runbooks.clocktime import local_date
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.outages import NoticeMoment, Outage


def content_of(case: Case, window: Window) -> Content:
    """What is said of an outage in a window; the next update is for whoever asks to add.

    Raises TimeError for a moment of the runbook that is no single instant.
    """
    book = case.view.state.runbook
    outage = book.outages[case.subject.outage]
    backlog = outage.backlog
    clear = None if backlog is None else backlog.clear_within
    limit = outage.hard_limit
    return Content(
        title=in_one_line(outage.title or f"{outage.system} out of service"),
        cause=in_one_line(book.title),
        systems=(_affected(book, outage),),
        unaffected=tuple(_system(book, key) for key in outage.unaffected),
        window=window,
        open_ended=not _is_closed_here(case),
        cutoff=_cutoff(book, outage, window.start),
        submit_by=tuple(_submit_by(book, outage, window.start)),
        data_handling=outage.data_handling,
        backlog_handling=in_one_line(backlog.handling) if backlog else "",
        backlog_clear_by=_behind(window.end, clear),
        action_required=in_one_line(outage.action_required or ""),
        workaround=in_one_line(outage.workaround or ""),
        hard_limit_at=_behind(window.start, limit.likely if limit else None),
        audience=audiences(book, case.subject.audience),
        stays_closed=case.subject.stays,
        returns=outage.returns,
        replaced_by=_system(book, outage.replaced_by) if outage.replaced_by else None,
        resume_at=named(case, to_be_awaited(case)),
        contact=in_one_line(book.notices.contact or ""),
    )


def audiences(book: Runbook, keys: Iterable[str]) -> tuple[Named, ...]:
    """Parties and groups by their names; a group without one as what its id says."""
    names = {key: party.name for key, party in book.parties.items()} | {
        key: book.group_names.get(key, f"all of {key.replace('_', ' ')}") for key in book.groups
    }
    return tuple(Named(id=key, name=in_one_line(names.get(key, key))) for key in keys)


def in_one_line(text: str) -> str:
    """On one line, so that no text of a runbook can pass for a line of the notice."""
    return " ".join(text.split())


def _is_closed_here(case: Case) -> bool:
    planned = case.view.plan.outages.get(case.subject.outage)
    return planned is None or planned.closes_in_scope


def _affected(book: Runbook, outage: Outage) -> Affected:
    system = _system(book, outage.system)
    return Affected(id=system.id, name=system.name, impact=outage.impact)


def _system(book: Runbook, key: str) -> Named:
    system = book.systems.get(key)
    return Named(id=key, name=in_one_line(system.name if system else key))


def _cutoff(book: Runbook, outage: Outage, start: datetime | None) -> Cutoff | None:
    said = outage.access_cutoff
    at = _placed(said, book, start) if said else None
    return Cutoff(what=in_one_line(said.what), at=at) if said and at else None


def _submit_by(book: Runbook, outage: Outage, start: datetime | None) -> Iterator[SubmitBy]:
    for said in outage.submit_by:
        at = _placed(said, book, start)
        if at is None or start is None:
            continue
        first = date.fromisoformat(local_date(start, book.timezone))
        periods = tuple(
            Periods(day=first + timedelta(days=one.day), first=one.first, last=one.last)
            for one in said.periods
        )
        yield SubmitBy(what=in_one_line(said.what), at=at, periods=periods)


def _placed(said: NoticeMoment, book: Runbook, start: datetime | None) -> datetime | None:
    """The instant of a moment that a notice names; None if it hangs on a start nobody knows."""
    if said.at is not None:
        return instant_of(said.at, book)
    return None if start is None else start - timedelta(seconds=said.before or 0)


def _behind(at: datetime | None, seconds: int | None) -> datetime | None:
    return None if at is None or seconds is None else at + timedelta(seconds=seconds)
