"""The readiness register as it stands, and what follows from it at a moment and for a reader.

Whether a return counts is derived: a withdrawn or expired one never does, and one that must be
reconfirmed at a gate does so there only once it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rehearsals.readiness.events import (
    ReturnAccepted,
    ReturnReconfirmed,
    ReturnSentBack,
    ReturnSubmitted,
    ReturnWithdrawn,
)
from rehearsals.readiness.words import Served, Signatory, Stage, Standing
from runbooks.checks import ReturnKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Return:
    """A return, and the newest that was said of it."""

    id: str
    kind: ReturnKind
    party: str
    title: str
    deadline: datetime
    gates: tuple[Served, ...]
    signatories: tuple[Signatory, ...]
    which: str | None
    shown_by: str | None
    #: Seconds from the time that a submission or reconfirmation speaks of.
    valid_for: int | None
    asked_at: datetime
    stage: Stage = "none"
    #: The newest submission, in part or whole.
    submission: ReturnSubmitted | None = None
    #: Who entered the newest submission, and whose word it was: neither accepts it.
    submitted_entry: tuple[str, ...] = ()
    #: When the newest submission happened.
    submitted_at: datetime | None = None
    #: When it was first handed in whole; a correction afterwards does not make it late.
    first_complete_at: datetime | None = None
    acceptance: ReturnAccepted | None = None
    #: What it was sent back for, until it is handed in again.
    sent_back: ReturnSentBack | None = None
    #: Why nobody stands by it, until it is handed in again.
    withdrawal: ReturnWithdrawn | None = None
    #: Since the newest submission.
    reconfirmations: tuple[ReturnReconfirmed, ...] = ()
    #: The number of the fact that changed it last.
    changed: int = 0

    @property
    def expires_at(self) -> datetime | None:
        """When the newest submission stops counting; None: never, or there is none."""
        if self.submission is None:
            return None
        ends = [self.submission.valid_until] if self.submission.valid_until else []
        if self.valid_for is not None:
            spoken_of = [self.submission.as_at, *(each.as_at for each in self.reconfirmations)]
            ends.append(max(spoken_of) + timedelta(seconds=self.valid_for))
        return min(ends, default=None)

    def expired(self, now: datetime) -> bool:
        """Whether what was handed in is too old."""
        end = self.expires_at
        return end is not None and end <= now

    def standing(self, now: datetime) -> Standing:
        """Its stage, or why it no longer counts."""
        if self.withdrawal:
            return "withdrawn"
        if self.stage in ("submitted", "accepted") and self.expired(now):
            return "expired"
        return self.stage

    def late(self, now: datetime) -> bool:
        """Whether it was handed in whole only after its deadline, or is still owed then."""
        handed_in = self.standing(now) in _HANDED_IN and self.first_complete_at
        return (handed_in or now) > self.deadline

    def serves(self, gate: str) -> Served | None:
        """How it serves a gate such as `m10/G1`; None if it does not."""
        return next((each for each in self.gates if each.gate == gate), None)

    def reconfirmed_at(self, gate: str) -> ReturnReconfirmed | None:
        """The newest reconfirmation at a gate since the newest submission."""
        return next((r for r in reversed(self.reconfirmations) if r.gate == gate), None)

    def counts_at(self, gate: str, now: datetime, *, accepted: bool = True) -> bool:
        """Whether it shows readiness at a gate; `accepted`: being submitted is not enough.

        Where another body's assurance shows it, that body must have spoken: by handing it in or by
        accepting it.
        """
        served = self.serves(gate)
        standing = self.standing(now)
        if served is None or standing not in (("accepted",) if accepted else _HANDED_IN):
            return False
        if served.reconfirm and self.reconfirmed_at(gate) is None:
            return False
        return self.shown_by is None or self._body_has_spoken()

    def _body_has_spoken(self) -> bool:
        submitted = self.submission is not None and self.submission.submitted_by == self.shown_by
        accepted = self.acceptance is not None and self.acceptance.accepted_by == self.shown_by
        return submitted or accepted

    def may_speak(self) -> tuple[str, ...]:
        """The parties that may hand it in, withdraw it and reconfirm it."""
        return (self.party, self.shown_by) if self.shown_by else (self.party,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Readiness:
    """The register: every return by its id, in the order of asking, and who shares."""

    returns: Mapping[str, Return] = field(default_factory=dict)
    #: Parties that let everyone see how they stand.
    shared: frozenset[str] = frozenset()
    #: Facts folded so far.
    seq: int = 0

    def asked_before(self, kind: ReturnKind, party: str, which: str | None) -> Return | None:
        """The return of that kind that the party was asked for already."""
        return next(
            (
                each
                for each in self.returns.values()
                if (each.kind, each.party, each.which) == (kind, party, which)
            ),
            None,
        )


NOTHING_ASKED = Readiness()
_HANDED_IN = ("submitted", "accepted")


def returns_visible_to(
    state: Readiness, parties: Collection[str], *, programme: bool
) -> tuple[Return, ...]:
    """The returns that somebody may see, who speaks for some parties, or is of the programme.

    A party's readiness is its own and the programme's, unless it shares it; the body whose
    assurance shows a return sees that return too.
    """
    return tuple(
        each
        for each in state.returns.values()
        if programme
        or each.party in state.shared
        or each.party in parties
        or (each.shown_by is not None and each.shown_by in parties)
    )
