"""What a supposition hits, in sentences: the finish, gates, outages, deadlines, and waits."""

from __future__ import annotations

from collections.abc import Iterator

from console.plan_words import deadline_words, to_spare, wait_for
from dependencies.absorbing import Absorbed
from dependencies.chains import driving_chain
from dependencies.effect import DeadlineMoved, Moved
from dependencies.what_if import OutageMoved, WhatIf
from runbooks.clocktime import local_short, minutes_text
from runbooks.model import Runbook

#: A sentence and its style.
Line = tuple[str, str]
#: Waits that are told one by one: the scarcest.
_MOST_WAITS = 5
_BAD = "bold red"


def hit_lines(found: WhatIf) -> Iterator[Line]:
    """What moves besides tasks, the deadlines that are newly missed first."""
    effect, book = found.effect, found.runbook
    for one in sorted(effect.deadlines, key=lambda one: not one.newly_missed):
        yield deadline_line(book, one)
    if effect.finish.seconds:
        yield f"The finish moves {_moved(book, effect.finish)}.", ""
    elif effect.finish.after is not None:
        yield f"The finish stays {local_short(effect.finish.after, book.timezone)}.", ""
    yield from _gates(found)
    for outage in found.outages:
        yield _outage(book, outage), ""


def absorbed_lines(found: WhatIf) -> Iterator[str]:
    """The tasks that keep their dates although one before them moves, and what is left there."""
    for one in found.absorbed[:_MOST_WAITS]:
        yield _absorbed(found, one)
    if (more := len(found.absorbed) - _MOST_WAITS) > 0:
        yield f"{more} more task{'' if more == 1 else 's'} keep their dates, with more to spare."


def deadline_line(book: Runbook, one: DeadlineMoved) -> Line:
    """A deadline that has more or less to spare; newly missed stands first."""
    what = deadline_words(book, one.after)
    by = local_short(one.after.at, book.timezone)
    spare = f"to spare: {to_spare(one.before)} -> {to_spare(one.after)}"
    if one.newly_missed:
        return f"NEWLY MISSED: {what} by {by}; {spare}.", _BAD
    return f"By {by}, {what}; {spare}.", _BAD if one.after.missed else ""


def _gates(found: WhatIf) -> Iterator[Line]:
    book, plan = found.runbook, found.plan
    moved = {one.name: one for one in found.effect.gates}
    slacks = {one.gate: one for one in found.effect.slacks}
    for gate in book.gates:
        one, slack = moved.get(gate.id), slacks.get(gate.id)
        if one is None and slack is None:
            continue
        at = local_short(plan.chains[gate.id].at, book.timezone)
        how = f"moves {_moved(book, one)}" if one else f"stays {at}"
        waits = (
            f"slack {minutes_text(slack.before)} -> {minutes_text(slack.after)}" if slack else ""
        )
        yield f"Gate {gate.id} ({gate.title}) {'; '.join(filter(None, (how, waits)))}.", ""


def _outage(book: Runbook, one: OutageMoved) -> str:
    """How an outage moves, how long it then is, and what its hard limit leaves."""
    words = []
    if one.before.start != one.after.start:
        start = Moved(name=one.id, before=one.before.start, after=one.after.start)
        words.append(f"begins {_moved(book, start)}")
    if one.before.end != one.after.end:
        end = Moved(name=one.id, before=one.before.end, after=one.after.end)
        words.append(f"ends {_moved(book, end)}")
    length = (one.after.end - one.after.start).total_seconds()
    limit = book.outages[one.id].hard_limit
    most = f" of at most {minutes_text(limit.likely)}" if limit else ""
    return f"Outage {one.id} {' and '.join(words)}; it lasts {minutes_text(length)}{most}."


def _absorbed(found: WhatIf, one: Absorbed) -> str:
    book = found.runbook
    start = local_short(found.plan.tasks[one.task].early_start, book.timezone)
    left = f"{minutes_text(one.after)} of {minutes_text(one.before)} behind {one.moved} is left"
    gate = book.gate_by_meeting.get(one.task)
    name = f"{one.task} ({gate.id})" if gate else one.task
    return f"{name} still starts {start}{_held(found, one)}: {left}."


def _held(found: WhatIf, one: Absorbed) -> str:
    """What holds a task that does not move."""
    if one.driven_by == "link":
        return f", behind {one.driver}"
    *_, step = driving_chain(found.plan.tasks, one.task)
    words = wait_for(found.runbook, step)
    return f" ({words})" if words else ""


def _moved(book: Runbook, moved: Moved) -> str:
    assert moved.before is not None
    assert moved.after is not None
    before, after = (local_short(at, book.timezone) for at in (moved.before, moved.after))
    by = moved.seconds or 0
    return f"{before} -> {after} ({minutes_text(abs(by))} {'later' if by > 0 else 'earlier'})"
