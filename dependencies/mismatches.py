"""What the dates of an anchored plan have, or lack, that the written ones did not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pendulum

from dependencies.calendars import date_text, hours_of_date
from dependencies.plan import Plan, PlannedTask
from runbooks.bank_holidays import NATIONS, bank_holidays
from runbooks.clocktime import minutes_text

_FEW = 3
_USUAL_HOURS = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A scope as it was written and as it was anchored, so many days later."""

    written: Plan
    anchored: Plan
    days: int
    zone: str

    @property
    def written_days(self) -> list[date]:
        """The local dates from the first to the last of the written plan."""
        first = _day(self.written.start, self.zone)
        last = _day(self.written.finish, self.zone)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def list_mismatches(move: Move) -> tuple[str, ...]:
    """Weekdays, bank holidays, days of 23 or 25 hours and lengths of outages, a line each."""
    if not move.days or not move.written.tasks:
        return ()
    return (*_weekdays(move), *_holidays(move), *_long_and_short_days(move), *_outages(move))


def _weekdays(move: Move) -> Iterator[str]:
    first = min(move.written.tasks.values(), key=lambda task: task.early_start)
    before = _day(first.early_start, move.zone)
    after = before + timedelta(days=move.days)
    if before.weekday() != after.weekday():
        yield (
            f"{first.id} moves from {before:%A} to {after:%A}, "
            "and every other task by as many weekdays."
        )


def _holidays(move: Move) -> Iterator[str]:
    for before in move.written_days:
        after = before + timedelta(days=move.days)
        was, now = _holiday_names(before), _holiday_names(after)
        if gained := now - was:
            busy = _named(_on_day(move.anchored, after, move.zone))
            if busy:
                yield f"{date_text(after)} is {_listed(gained)}: {busy} on that day."
        if lost := was - now:
            busy = _named(_on_day(move.written, before, move.zone))
            if busy:
                yield (
                    f"{date_text(after)} is no bank holiday, as {date_text(before)} was "
                    f"({_listed(lost)}): {busy} on that day."
                )


def _holiday_names(day: date) -> set[tuple[str, str]]:
    """Nation and name of each bank holiday that a day is."""
    years = {nation: bank_holidays(nation, day.year) for nation in NATIONS}
    return {(nation, names[day]) for nation, names in years.items() if day in names}


def _listed(holidays: set[tuple[str, str]]) -> str:
    """`Good Friday in England and Wales and in Scotland`."""
    nations: dict[str, list[str]] = {}
    for nation, name in sorted(holidays):
        nations.setdefault(name, []).append(f"in {nation}")
    return " and ".join(f"{name} {' and '.join(where)}" for name, where in nations.items())


def _long_and_short_days(move: Move) -> Iterator[str]:
    for before in move.written_days:
        after = before + timedelta(days=move.days)
        was, now = hours_of_date(before, move.zone), hours_of_date(after, move.zone)
        if was == now:
            continue
        yield (
            f"{date_text(after)} has {now} hours, where {date_text(before)} has {was}: "
            f"{_crossing(move, before, after)}."
        )


def _crossing(move: Move, before: date, after: date) -> str:
    """Which tasks run across the change, on the day of the two that has one (or the new one)."""
    if hours_of_date(after, move.zone) == _USUAL_HOURS:
        busy = _named(_across_the_change(move.written, before, move.zone))
        return f"as written, {busy or 'no task runs'} across a clock change"
    busy = _named(_across_the_change(move.anchored, after, move.zone))
    return f"{busy or 'no task runs'} across the clock change"


def _outages(move: Move) -> Iterator[str]:
    """Outages between the same times on the clock that a clock change makes longer or shorter."""
    changed: dict[float, list[str]] = {}
    for key, outage in move.anchored.outages.items():
        before = move.written.outages[key]
        if outage.opens_in_scope and outage.closes_in_scope:
            change = (outage.end - outage.start) - (before.end - before.start)
            changed.setdefault(change.total_seconds(), []).append(key)
    for seconds, keys in changed.items():
        if seconds:
            last = "last" if len(keys) > 1 else "lasts"
            how = "longer" if seconds > 0 else "shorter"
            yield f"{', '.join(keys)} {last} {minutes_text(abs(seconds))} {how} than written."


def _on_day(plan: Plan, day: date, zone: str) -> list[str]:
    return _tasks_where(
        plan, lambda t: _day(t.early_start, zone) <= day <= _day(t.early_finish, zone)
    )


def _across_the_change(plan: Plan, day: date, zone: str) -> list[str]:
    moment = _change(day, zone)
    return _tasks_where(plan, lambda t: t.early_start < moment < t.early_finish)


def _change(day: date, zone: str) -> datetime:
    """The instant, by quarter hours from the noon before, at which the clocks change for a day."""
    noon = pendulum.datetime(day.year, day.month, day.day, 12, tz=zone).subtract(days=1)
    instants = (noon.in_timezone("UTC").add(minutes=15 * n) for n in range(1, 200))
    return next(at for at in instants if at.in_timezone(zone).offset != noon.offset)


def _tasks_where(plan: Plan, wanted: Callable[[PlannedTask], bool]) -> list[str]:
    return [task.id for task in plan.tasks.values() if wanted(task)]


def _named(task_ids: list[str]) -> str:
    """`A`, `A and B run`, `A, B, C and 4 more run`; empty if there are none."""
    if not task_ids:
        return ""
    rest = len(task_ids) - _FEW
    if rest > 0:
        return f"{', '.join(task_ids[:_FEW])} and {rest} more run"
    return f"{' and '.join(task_ids)} {'run' if len(task_ids) > 1 else 'runs'}"


def _day(instant: datetime, zone: str) -> date:
    return pendulum.instance(instant).in_timezone(zone).date()
