"""The form by which a run is opened: what may be chosen in it, and what was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from console.planning import COMMUNICATIONS, Planned, Wanted
from console.web.opening import all_but_mine, everybody
from console.web.visitor import Visitor
from rehearsals.clocks import FASTEST
from rehearsals.core.words import Attendance, Communications
from runbooks.errors import CallboardError
from runbooks.library import library_names

#: The real clock: nothing goes faster, and a plan in the past cannot be run.
REAL = "real"
#: How fast the clock of a rehearsal may go, and what that means for people.
SCALES: tuple[tuple[str, str], ...] = (
    (REAL, "As it is: the run keeps the machine's own time"),
    ("1", "Just as fast, but from where the plan begins"),
    ("10", "10 times: an hour in 6 minutes"),
    ("60", "60 times: an hour a minute"),
    ("90", "90 times: an hour in 40 seconds"),
    ("600", "600 times: ten hours a minute"),
)
#: Who plays the parties of a rehearsal.
WHO: tuple[tuple[str, str, str], ...] = (
    ("all", "Simulated people play all parties", "You watch; any party can be taken over later."),
    ("others", "Simulated people play all but those I act for", "You take part."),
    ("nobody", "Nobody is simulated", "Every party acts for itself."),
)
MODES: tuple[tuple[str, str, str], ...] = (
    ("rehearsal", "Rehearsal", "People act; machines do what may be rehearsed. Marked everywhere."),
    ("simulation", "Simulation", "Nobody acts: simulated people play it all, and time leaps."),
    ("live", "LIVE: the real cutover", "Messages go out, and everything is for real."),
)
#: Whether notices leave for the outside.
SENDS: tuple[tuple[str, str], ...] = (
    ("", "As usual: a simulation sends none, a rehearsal to test routes, the real cutover to all"),
    *((mode, f"{words[0].upper()}{words[1:]}") for mode, words in COMMUNICATIONS.items()),
)
_LONGEST_SEED = 9


class BadForm(CallboardError):
    """Something in the form cannot be."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        #: What is wrong, by field.
        self.problems = dict(problems)
        super().__init__(" ".join(problems.values()), hint="Put it right.")


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenForm:
    """What was chosen, as it was typed."""

    runbook: str = "m10"
    mode: str = "rehearsal"
    scale: str = "60"
    who: str = "all"
    anchor: str = ""
    from_gate: str = ""
    to_gate: str = ""
    follows: str = ""
    seed: str = ""
    name: str = ""
    communications: str = ""

    def wanted(self) -> Wanted:
        """What is asked for; raises BadForm."""
        problems: dict[str, str] = {}
        wanted = Wanted(
            runbook=self.runbook,
            seed=self._seed(problems) if self.mode == "simulation" else None,
            date=self._date(problems),
            from_gate=self.from_gate or None,
            to_gate=self.to_gate or None,
            follows=self.follows or None,
            factor=self._factor(problems) if self.mode == "rehearsal" else None,
            live=self.mode == "live",
            communications=self._communications(problems),
        )
        if self.mode not in [mode for mode, *_ in MODES]:
            problems["mode"] = "Choose what kind of run it is."
        if self.who not in [who for who, *_ in WHO]:
            problems["who"] = "Choose who takes part."
        if problems:
            raise BadForm(problems)
        return wanted

    def attendance(self, planned: Planned, visitor: Visitor) -> Mapping[str, Attendance]:
        """Who plays which party from the beginning."""
        if self.mode != "rehearsal" or self.who == "nobody":
            return {}
        return everybody(planned) if self.who == "all" else all_but_mine(planned, visitor)

    @property
    def data(self) -> dict[str, str]:
        """What was chosen, by field."""
        return {name: text for name, text in asdict(self).items() if text}

    def _communications(self, problems: dict[str, str]) -> Communications | None:
        found = next((mode for mode in COMMUNICATIONS if mode == self.communications), None)
        if self.communications and found is None:
            problems["communications"] = "Choose whether notices leave."
        return found

    def _seed(self, problems: dict[str, str]) -> int:
        seed = self.seed or "1"
        if seed.isascii() and seed.isdecimal() and len(seed) <= _LONGEST_SEED:
            return int(seed)
        problems["seed"] = "The seed is a whole number, such as 7."
        return 1

    def _date(self, problems: dict[str, str]) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.anchor) if self.anchor else None
        except ValueError:
            problems["anchor"] = "The day is a date, such as 2026-03-01."
            return None

    def _factor(self, problems: dict[str, str]) -> float | None:
        if self.scale == REAL:
            return None
        try:
            factor = float(self.scale)
        except ValueError:
            factor = 0.0
        if not 0 < factor <= FASTEST:
            problems["scale"] = "Choose how fast its clock goes."
        return factor


#: What a newcomer is shown: from the go/no-go on Friday afternoon to the all-clear on Monday, in
#: less than an hour. The weeks before it would be dull, and the days after it too.
DEMONSTRATION = OpenForm(scale="90", from_gate="G3", to_gate="G9")


def form_from(data: Mapping[str, Any]) -> OpenForm:
    """The form as it was sent, or as an address says it; what is not in it stays as it is."""
    known = {field.name for field in fields(OpenForm)}
    given = {
        name: value.strip()
        for name, value in data.items()
        if name in known and isinstance(value, str)
    }
    if given.get("runbook") not in library_names():
        given.pop("runbook", None)
    return replace(OpenForm(), **given)
