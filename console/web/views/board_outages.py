"""The outages on the board: those that are open, and those to come."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.reading import Look
from console.web.views.expected import Expected
from console.web.views.moments import Shown, clock_time, earliest, late_text
from console.web.views.outages import OutageView, outages


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageRow:
    """An outage that is open, or the next to open."""

    key: str
    #: The system as people call it, and its short name for where there is little room.
    system: str
    short: str
    state: str
    since: Shown | None
    announced: Shown | None
    #: Whether anybody was told that end; if not, it is the planned one.
    told: bool
    #: When the next word is due, and whether it should have been said by now.
    next_update: Shown | None
    update_overdue: bool
    expected: Shown | None
    #: By how much the announced end is past, or expected to be missed.
    late: str

    @property
    def second_line(self) -> bool:
        """Whether there is more to tell than the announced end: it is late, or expected to be."""
        expected = self.expected.text if self.expected else ""
        return bool(self.late or (expected and self.announced and expected != self.announced.text))


def outage_rows(look: Look, ahead: Expected) -> tuple[OutageRow, ...]:
    """The outages that are open, and those that are still to open."""
    return tuple(_outage(look, one) for one in outages(look.standing, ahead) if _matters(one))


def _matters(outage: OutageView) -> bool:
    return outage.state == "open" or (
        outage.state == "not yet" and outage.expected_start is not None
    )


def _outage(look: Look, outage: OutageView) -> OutageRow:
    zone, now = look.state.runbook.timezone, look.now
    behind = max(outage.over, outage.expected_over or 0)
    opens = outage.opened_at or outage.expected_start or outage.planned_start
    return OutageRow(
        key=outage.id,
        system=outage.system.name,
        short=outage.system.id,
        state="open" if outage.state == "open" else "planned",
        since=earliest(clock_time(opens, zone, now), outage.start_doubt),
        announced=clock_time(outage.announced_end, zone, now),
        told=outage.told,
        next_update=clock_time(outage.next_update, zone, now),
        update_overdue=outage.next_update is not None and outage.next_update < now,
        expected=earliest(clock_time(outage.expected_end, zone, now), outage.end_doubt),
        late=late_text(behind, "past the announced end" if outage.over else "later than announced"),
    )
