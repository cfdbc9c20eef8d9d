"""The page of a run's outages: each with its announced and expected end, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from console.foreseen import NOTHING, Foreseen
from console.standing import Standing
from console.web.views.moments import WORTH_TELLING, Shown, earliest, shown
from console.web.views.named import Named
from console.web.views.outage_foreseen import OutageForeseen, outage_foreseen
from console.web.views.outages import HardLimit, OutageView, outages
from runbooks.clocktime import local_short, minutes_text

#: What an outage means, for people who only use the system.
IMPACT: Mapping[str, str] = {
    "unavailable": "Not available.",
    "degraded": "Slower or less than usual.",
    "read_only": "Can be read; nothing can be changed.",
}
HANDLING: Mapping[str, str] = {
    "queued": "What is sent meanwhile is kept, and dealt with afterwards.",
    "rejected": "What is sent meanwhile is refused: send it again afterwards.",
    "lost": "What is sent meanwhile is lost: send it again afterwards.",
    "read_only": "It can be read meanwhile; nothing can be sent.",
    "none": "",
}
_GROUPS = (
    ("open", "Open now"),
    ("not yet", "To come"),
    ("over", "Over"),
    ("called off", "Called off"),
)
_LIMIT: Mapping[str, str] = {
    "kept": "",
    "near": "near",
    "will be broken": "will be broken",
    "broken": "broken",
    "not measured": "not measured",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageCard:
    """One outage; the times that there are."""

    id: str
    title: str
    system: str
    state: str
    began: Shown | None
    began_word: str
    planned_end: Shown | None
    announced_end: Shown | None
    #: Whether anybody was told that end; if not, it is the planned one.
    told: bool
    next_update: Shown | None
    update_overdue: bool
    #: The ids of the notices that tell of it.
    notices: tuple[str, ...]
    #: As it ended, or is expected to.
    end: Shown | None
    end_word: str
    #: `25 min past its announced end`; empty if it is not.
    late: str
    limit: str
    #: Whether the hard limit is, or will be, broken or nearly so.
    limit_bad: bool
    foreseen: OutageForeseen | None
    impact: str
    handling: str
    action: str
    audience: tuple[Named, ...]
    afterwards: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageGroup:
    """Outages that are alike."""

    key: str
    title: str
    cards: tuple[OutageCard, ...]


def outage_groups(stands: Standing, foreseen: Foreseen = NOTHING) -> tuple[OutageGroup, ...]:
    """The outages of a run, open ones first; groups without one are left out."""
    views, ahead = outages(stands), foreseen.outlook
    zone, now = stands.state.runbook.timezone, stands.now
    groups = (
        OutageGroup(
            key=key.replace(" ", "-"),
            title=title,
            cards=tuple(
                _card(view, outage_foreseen(view, ahead, zone, now), stands)
                for view in views
                if view.state == key
            ),
        )
        for key, title in _GROUPS
    )
    return tuple(group for group in groups if group.cards)


def _card(view: OutageView, foreseen: OutageForeseen | None, stands: Standing) -> OutageCard:
    zone = stands.state.runbook.timezone
    begun = view.opened_at is not None
    over = view.state == "over"
    return OutageCard(
        id=view.id,
        title=view.title,
        system=view.system.name,
        state=view.state,
        began=earliest(
            shown(view.opened_at or view.expected_start or view.planned_start, zone),
            view.start_doubt,
        ),
        began_word="Open since before the run, which began" * view.open_before
        or ("Opened" if begun else "Expected to open"),
        planned_end=shown(view.planned_end, zone),
        announced_end=shown(view.announced_end, zone),
        told=view.told,
        next_update=shown(view.next_update, zone),
        update_overdue=view.next_update is not None and view.next_update < stands.now,
        notices=tuple(one.id for one in stands.announced.newest.get(view.id, ())),
        end=earliest(shown(view.closed_at or view.expected_end, zone), view.end_doubt),
        end_word="Ended" if over else "Expected end",
        late=_late(view),
        limit=_limit(view.hard_limit, zone) if view.hard_limit else "",
        limit_bad=view.hard_limit is not None
        and view.hard_limit.standing in ("near", "will be broken", "broken"),
        foreseen=foreseen,
        impact=IMPACT[view.impact],
        handling=HANDLING[view.data_handling],
        action=view.action_required,
        audience=view.audience,
        afterwards=tuple(_afterwards(view)),
    )


def _late(view: OutageView) -> str:
    if view.over >= WORTH_TELLING:
        return f"{minutes_text(view.over)} past its announced end"
    ahead = view.expected_over or 0
    if view.state in ("open", "not yet") and ahead >= WORTH_TELLING:
        return f"{minutes_text(ahead)} later than announced"
    return ""


def _limit(limit: HardLimit, zone: str) -> str:
    """`72 h at most, reached Mon 22 Sep 18:00 BST: 5 h are left at the expected end`."""
    words = f"{minutes_text(limit.length)} at most, reached {local_short(limit.at, zone)}"
    if limit.standing in ("broken", "not measured"):
        return f"{words}: {_LIMIT[limit.standing]}"
    if limit.left is None:
        return words
    if limit.left < 0:
        return f"{words}: will be broken by {minutes_text(-limit.left)}"
    return f"{words}: {minutes_text(limit.left)} left at its end"


def _afterwards(view: OutageView) -> Iterator[str]:
    """What is so when it has ended."""
    if view.turned_back:
        yield "The way back ends it: the system is as it was before."
    elif view.returns == "replaced":
        by = f" by {view.replaced_by.name}" if view.replaced_by else ""
        yield f"The system does not come back: it is replaced{by}."
    elif view.returns == "retired":
        yield "The system does not come back: it is retired."
    if view.still_closed_for:
        names = ", ".join(one.name for one in view.still_closed_for)
        yield f"It stays closed afterwards for {names}."
    yield "Its end is not the all-clear: whoever waits for that resumes when told to."
