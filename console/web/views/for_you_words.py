"""The headline of a page for an audience, and the next change, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.standing import Standing
from console.web.views.for_you_items import Ending, InstructionForYou, OutageForYou, TellState
from runbooks.clocktime import local_short

_NOT_CLEAR = "That is not the all-clear: resume only when you are told."
_IMPACT = {"unavailable": "unavailable", "degraded": "degraded", "read_only": "read only"}
_WAIT = "Do not resume before the all-clear."
_TOLD = "That a system is back is not the all-clear: resume only when you are told."
#: Systems that are named in a headline.
_MOST = 3
#: What an end must lie behind the announced one to be told beside it.
_WORTH_TELLING = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What changes next for an audience, if the rest goes by plan (UTC)."""

    at: datetime
    text: str


def headline(
    stands: Standing,
    told: Sequence[InstructionForYou],
    out: Sequence[OutageForYou],
    *,
    planned: bool,
) -> tuple[str, int]:
    """The one sentence that matters most, and how much: 0 now, 1 wait, 2 ahead, 3 over."""
    words = _Words(stands)
    now = [each for each in out if each.state == "now" and not each.still_closed]
    waiting = [each for each in told if each.state == "now" and each.until == "all-clear"]
    closed = [each for each in out if each.still_closed]
    in_force = [each for each in told if each.state == "now"]
    if planned:
        return words.ahead(told, out, verb="is planned to be"), 2
    if now:
        return f"{words.out_now(now)} {_WAIT if waiting else _TOLD}", 0
    if waiting:
        return words.waiting(waiting, out), 1
    if closed or in_force:
        return " ".join(filter(None, (words.cleared(told), words.still(closed, in_force)))), 1
    if "not yet" in _states(told, out):
        return words.ahead(told, out, verb="is expected to be"), 2
    return words.over(told, out), 3


def _states(told: Sequence[InstructionForYou], out: Sequence[OutageForYou]) -> frozenset[TellState]:
    return frozenset([each.state for each in told] + [each.state for each in out])


def next_change(
    stands: Standing, told: Sequence[InstructionForYou], out: Sequence[OutageForYou]
) -> Change | None:
    """The first thing that is expected to change for an audience; None if nothing is."""
    if stands.state.status != "open":
        return None
    changes = [*_outage_changes(stands, out), *_instruction_changes(stands, told)]
    ahead = [change for change in changes if change.at >= stands.now]
    return min(ahead, key=lambda change: change.at, default=None)


def _outage_changes(stands: Standing, out: Sequence[OutageForYou]) -> Iterator[Change]:
    zone = stands.state.runbook.timezone
    for each in out:
        name, impact = each.system.id, _IMPACT[each.impact]
        if each.state == "not yet" and each.expected_from:
            when = local_short(each.expected_from, zone)
            yield Change(at=each.expected_from, text=f"{name} becomes {impact}, about {when}.")
        if each.state == "now" and each.expected_until and not each.overdue:
            text = f"{name} {_ends(each)}, about {local_short(each.expected_until, zone)}."
            yield Change(at=each.expected_until, text=f"{text} That is not the all-clear.")


def _ends(each: OutageForYou) -> str:
    """What the end of an outage means: `is back`, or what takes the system's place."""
    if each.returns == "restored":
        return "is back"
    instead = f", {each.replaced_by.id} takes its place" if each.replaced_by else ""
    return f"is {each.returns}{instead}"


def _instruction_changes(stands: Standing, told: Sequence[InstructionForYou]) -> Iterator[Change]:
    zone = stands.state.runbook.timezone
    for each in told:
        if each.state == "not yet" and each.expected_from:
            when = local_short(each.expected_from, zone)
            yield Change(at=each.expected_from, text=f"From about {when}: {each.text}")
        if each.state == "now" and each.expected_until:
            when = local_short(each.expected_until, zone)
            words: Mapping[Ending, str] = {
                "hour": f"What you were told ends {when}.",
                "completion": f"What you were told ends, about {when}. {_NOT_CLEAR}",
                "all-clear": f"The all-clear is expected about {when}. Wait until you are told.",
            }
            yield Change(at=each.expected_until, text=words[each.until])


def _more(count: int) -> str:
    return f" {count} more {'systems follow' if count > 1 else 'system follows'}." if count else ""


class _Words:
    """Sentences of a headline."""

    def __init__(self, stands: Standing) -> None:
        self._zone = stands.state.runbook.timezone
        self._back = bool(stands.state.turned_back)

    def out_now(self, now: Sequence[OutageForYou]) -> str:
        """What is out, each with its end: `EES is unavailable now, until about ...`."""
        parts = [
            f"{each.system.id} is {_IMPACT[each.impact]} now, {self._until(each)}"
            for each in now[:_MOST]
        ]
        more = len(now) - _MOST
        rest = f"; and {more} more {'systems are' if more > 1 else 'system is'} out" * (more > 0)
        back = "The cutover is being turned back. " if self._back else ""
        return f"{back}{'; '.join(parts)}{rest}."

    def waiting(self, told: Sequence[InstructionForYou], out: Sequence[OutageForYou]) -> str:
        """No system is out (yet, or any more), and the all-clear has not been given."""
        if any(each.state == "not yet" for each in out):
            wait = "" if "all-clear" in told[0].text else f" {_WAIT}"
            return f"No system is out yet. {told[0].text}{wait}"
        end = self._about([each.expected_until for each in told])
        about = f" It is expected about {end}." if end else ""
        return f"The all-clear has not been given: do not resume before it.{about}"

    def still(self, closed: Sequence[OutageForYou], in_force: Sequence[InstructionForYou]) -> str:
        """What stays closed to this audience, or is in force until a given hour."""
        names = ", ".join(dict.fromkeys(each.system.id for each in closed))
        first = f"{names} {'stay' if len(closed) > 1 else 'stays'} closed to you. " * bool(names)
        said = in_force[0].text if in_force else ""
        return f"{first}{said}".strip()

    def ahead(
        self, told: Sequence[InstructionForYou], out: Sequence[OutageForYou], *, verb: str
    ) -> str:
        """What comes first."""
        coming = [each for each in out if each.state == "not yet" and each.expected_from]
        if coming:
            start, first = min(
                ((each.expected_from, each) for each in coming if each.expected_from),
                key=lambda pair: pair[0],
            )
            when = local_short(start, self._zone)
            more = _more(len(coming) - 1)
            impact = _IMPACT[first.impact]
            return (
                f"Nothing is out of service yet. {first.system.id} {verb} {impact} from {when}, "
                f"{self._until(first)}.{more}"
            )
        begins = [each.expected_from for each in told if each.expected_from]
        about = f" about {local_short(min(begins), self._zone)}" if begins else " later"
        return f"Nothing is asked of you yet; the first instruction begins{about}."

    def over(self, told: Sequence[InstructionForYou], out: Sequence[OutageForYou]) -> str:
        """What was asked has ended, or never came to pass."""
        if "over" not in _states(told, out):
            return "This was called off: nothing is asked of you."
        return self.cleared(told) or f"The outages that concern you are over. {_NOT_CLEAR}"

    def cleared(self, told: Sequence[InstructionForYou]) -> str:
        """When the all-clear was given; empty if it was not."""
        clear = [each.ended_at for each in told if each.until == "all-clear" and each.ended_at]
        if not clear:
            return ""
        back = " on the service of before" if self._back else ""
        return (
            f"The all-clear was given {local_short(max(clear), self._zone)}: you may resume{back}."
        )

    def _until(self, each: OutageForYou) -> str:
        if each.stays_closed:
            return "and stays closed to you when it is back for others"
        if each.expected_until is None:
            return "with no end in sight yet"
        if each.overdue:
            return f"and its end is not known{self._announced(each)}: it is overdue"
        until = f"until about {local_short(each.expected_until, self._zone)}"
        announced = each.announced_until
        if announced is None or each.expected_until - announced < _WORTH_TELLING:
            return until
        return f"{until}{self._announced(each)}"

    def _announced(self, each: OutageForYou) -> str:
        announced = each.announced_until
        return f" (announced: {local_short(announced, self._zone)})" if announced else ""

    def _about(self, moments: Sequence[datetime | None]) -> str:
        known = [moment for moment in moments if moment]
        return local_short(max(known), self._zone) if known else ""
