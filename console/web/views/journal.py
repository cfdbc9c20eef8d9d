"""The journal of a run: what happened, newest first, searched, and a page of it at a time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.telling import sentence
from console.web.reading import Look
from console.web.views.journal_query import JournalQuery, journal_pairs
from console.web.views.moments import Shown, shown
from console.web.views.plan_options import Option
from console.web.views.plan_query import address
from console.web.views.told import kind_of, who_said
from rehearsals.core import events as e
from rehearsals.core.history import also_for_gate, history_of
from rehearsals.journal.codec import to_entry

#: Events of a page.
PAGE = 100
#: Characters of a record that is shown on the page; longer ones are opened on their own.
_LONGEST_RAW = 6_000
_HUMPS = re.compile(r"(?<!^)(?=[A-Z])")
_CHANNELS = {"cli": "command line", "web": "console", "api": "API", "engine": "engine"}
_WITH = {"password": "password given again", "sign-in": "signed in again"}


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalRow:
    """An event."""

    seq: int
    at: Shown | None
    #: When it was entered, if that was later.
    entered: Shown | None
    kind: str
    text: str
    #: Whose word it is; and who entered it, if that was somebody else.
    who: str
    entered_by: str
    channel: str
    #: "", "good" or "bad".
    tone: str
    #: The record as it was entered, without its place in the chain; empty if it is too long.
    raw: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalPage:
    """The page; addresses lead to it with something changed."""

    rows: tuple[JournalRow, ...]
    query: JournalQuery
    kinds: tuple[Option, ...]
    actors: tuple[Option, ...]
    #: Events that the filters let through, and all.
    found: int
    events: int
    #: Said if what the filter is about is nothing of this run.
    unknown: str
    newer: str | None
    older: str | None
    clear: str | None


def journal_page(look: Look, query: JournalQuery, path: str) -> JournalPage:
    """A page of the journal of a run; `path` is its own address."""
    found = list(_found(look, query))
    first = next((n for n, seq in enumerate(found) if not query.before or seq < query.before), None)
    place = len(found) if first is None else first
    some = found[place : place + PAGE]
    pairs = journal_pairs(query)
    newer = found[place - PAGE] + 1 if place > PAGE else ""
    return JournalPage(
        rows=tuple(_row(look, seq, path) for seq in some),
        query=query,
        kinds=(("", "Everything"), *_kinds(look.facts)),
        actors=(("", "Anybody"), *_actors(look)),
        found=len(found),
        events=len(look.facts),
        unknown=query.about if query.about and not _is_known(look, query.about) else "",
        newer=address(path, {**pairs, "before": newer}) if place else None,
        older=address(path, {**pairs, "before": some[-1]})
        if some and place + PAGE < len(found)
        else None,
        clear=path if len(found) < len(look.facts) else None,
    )


def kind_words(name: str) -> str:
    """A kind of event as people read it: `TaskStarted` is `task started`."""
    return _HUMPS.sub(" ", name).lower()


def channel_words(channel: str) -> str:
    """How something came in: `console, password given again`."""
    way, _, means = channel.partition("+")
    words = _CHANNELS.get(way, way)
    return f"{words}, {_WITH.get(means, means)}" if means else words


def _found(look: Look, query: JournalQuery) -> Iterator[int]:
    """The numbers of the events that are asked for, newest first."""
    words = query.q.casefold().split()
    concerned = _concerned(look, query.about) if query.about else None
    for seq in range(len(look.facts), 0, -1):
        fact = look.facts[seq - 1]
        if query.late and not fact.late:
            continue
        if query.kind and type(fact.event).__name__ != query.kind:
            continue
        if query.who and query.who not in (fact.actor, fact.on_behalf_of):
            continue
        if concerned is not None and seq not in concerned:
            continue
        if words:
            names = f"{who_said(look, fact.actor)} {who_said(look, fact.on_behalf_of or '')}"
            text = f"{sentence(fact.event, look.state)} {names}".casefold()
            if not all(word in text for word in words):
                continue
        yield seq


def _concerned(look: Look, subject: str) -> frozenset[int]:
    """The events about a task, a gate or an outage."""
    if subject in look.state.runbook.gate_by_id:
        return frozenset(entry.seq for entry in also_for_gate(look.facts, subject))
    if subject in look.state.runbook.outages:
        return frozenset(
            seq
            for seq, fact in enumerate(look.facts, 1)
            if isinstance(fact.event, e.OutageOpened | e.OutageClosed)
            and fact.event.outage == subject
        )
    return frozenset(entry.seq for entry in history_of(look.facts, subject))


def _is_known(look: Look, subject: str) -> bool:
    book = look.state.runbook
    known = (look.state.index.tasks, book.task_by_id, book.gate_by_id, book.outages)
    return any(subject in each for each in known)


def _kinds(facts: Sequence[e.Fact]) -> Iterator[Option]:
    counted = Counter(type(fact.event).__name__ for fact in facts)
    for name in sorted(counted, key=kind_words):
        yield name, f"{kind_words(name)} ({counted[name]:,})"


def _actors(look: Look) -> list[Option]:
    actors = {fact.actor for fact in look.facts}
    actors |= {fact.on_behalf_of for fact in look.facts if fact.on_behalf_of}
    named = ((actor, who_said(look, actor)) for actor in actors)
    return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))


def _row(look: Look, seq: int, path: str) -> JournalRow:
    fact, zone = look.facts[seq - 1], look.state.runbook.timezone
    spoken = fact.on_behalf_of is not None and fact.on_behalf_of != fact.actor
    return JournalRow(
        seq=seq,
        at=shown(fact.at, zone),
        entered=shown(fact.recorded_at, zone) if fact.late else None,
        kind=kind_words(type(fact.event).__name__),
        text=sentence(fact.event, look.state),
        who=who_said(look, fact.on_behalf_of or fact.actor),
        entered_by=who_said(look, fact.actor) if spoken else "",
        channel=channel_words(fact.channel),
        tone=kind_of(fact.event),
        raw=_raw(fact),
        href=f"{path}/{seq}",
    )


def _raw(fact: e.Fact) -> str:
    """The record for people who read JSON; a run's opening carries its whole runbook."""
    if isinstance(fact.event, e.RunOpened):
        return ""
    entry = to_entry(fact)
    values = {
        "type": entry.type,
        "at": entry.at,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "on_behalf_of": entry.on_behalf_of,
        "channel": entry.channel,
        "command": entry.command,
        "data": entry.data,
    }
    text = json.dumps(values, ensure_ascii=False, indent=2)
    return text if len(text) <= _LONGEST_RAW else ""
