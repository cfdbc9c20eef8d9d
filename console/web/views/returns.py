"""The returns of parties as pages show them: who owes what for which gate, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.returns import ZONE, kind_words
from console.web.views.moments import Shown, shown_in_full
from rehearsals.readiness.standing import Standing
from rehearsals.readiness.state import Return
from runbooks.clocktime import local

#: How a return stands, in words, and the shape it is shown with.
STANDS: Mapping[str, tuple[str, str]] = {
    "none": ("waiting", "nothing handed in"),
    "partial": ("running", "handed in in part"),
    "submitted": ("ready", "submitted"),
    "accepted": ("accepted", "accepted"),
    "withdrawn": ("failed", "withdrawn"),
    "expired": ("failed", "expired"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnRow:
    """A return in the list."""

    id: str
    #: Whether only its state may be seen.
    outline: bool
    title: str
    kind: str
    party: str
    gates: str
    deadline: Shown | None
    shape: str
    stands: str
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class GateCount:
    """How many of the returns that serve a gate show readiness there."""

    gate: str
    counting: int
    all: int
    late: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """Which returns are listed."""

    gate: str = ""
    party: str = ""
    state: str = ""
    late: bool = False

    def fits(self, each: Return, now: datetime) -> bool:
        """Whether a return is one of them."""
        return (
            (not self.gate or each.serves(self.gate) is not None)
            and (not self.party or each.party == self.party)
            and (not self.state or each.standing(now) == self.state)
            and (not self.late or each.late(now))
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnView:
    """One return, whole."""

    row: ReturnRow
    facts: tuple[tuple[str, str], ...]
    signatories: tuple[tuple[str, str], ...]
    submission: tuple[tuple[str, str], ...]
    exceptions: tuple[str, ...]
    #: Of sub-suppliers: who, and what shows it.
    evidence: tuple[tuple[str, str], ...]
    #: Files: name, and what is known of them.
    files: tuple[tuple[str, str], ...]
    #: In whose name the visitor may speak; empty if they may not.
    speakers: tuple[tuple[str, str], ...]
    #: In whose name they may judge it.
    judges: tuple[tuple[str, str], ...]
    #: Whether they are of the programme: they enter what a party handed in on paper.
    programme: bool
    submittable: bool
    acceptable: bool
    withdrawable: bool
    #: Gates at which it still has to be reconfirmed.
    reconfirmable: tuple[tuple[str, str], ...]


def return_rows(
    whole: Iterable[Return], outlines: Iterable[Return], chosen: Chosen, now: datetime
) -> tuple[ReturnRow, ...]:
    """The returns that are chosen, by deadline."""
    both = [(each, False) for each in whole] + [(each, True) for each in outlines]
    found = [(each, outline) for each, outline in both if chosen.fits(each, now)]
    found.sort(key=lambda one: one[0].deadline)
    return tuple(return_row(each, now, outline=outline) for each, outline in found)


def gate_counts(returns: Sequence[Return], now: datetime) -> tuple[GateCount, ...]:
    """For every gate that returns serve, how many count there."""
    gates = sorted({served.gate for each in returns for served in each.gates}, key=_natural)
    return tuple(
        GateCount(
            gate=gate,
            counting=sum(each.counts_at(gate, now) for each in serving),
            all=len(serving),
            late=sum(each.late(now) and not each.counts_at(gate, now) for each in serving),
        )
        for gate in gates
        for serving in ([each for each in returns if each.serves(gate)],)
    )


def return_row(each: Return, now: datetime, *, outline: bool = False) -> ReturnRow:
    """A return as the list shows it."""
    shape, words = STANDS[each.standing(now)]
    return ReturnRow(
        id=each.id,
        outline=outline,
        title="" if outline else each.title,
        kind=kind_words(each.kind) + (f" {each.which}" if each.which and not outline else ""),
        party=each.party,
        gates=", ".join(served.gate for served in each.gates),
        deadline=None if outline else shown_in_full(each.deadline, ZONE),
        shape=shape,
        stands=words,
        late=each.late(now),
    )


def return_view(each: Return, stands: Standing, names: frozenset[str], now: datetime) -> ReturnView:
    """A return to somebody who may see it whole; `names` are those of their organisation."""
    standing = each.standing(now)
    given = each.submission
    own = each.party in stands.speaks_for
    speakers = tuple(one for one in each.may_speak() if one in stands.speaks_for)
    judges = _judges(each, stands, names) if not own else ()
    may_speak = bool(speakers) or stands.acts_for_programme
    return ReturnView(
        row=return_row(each, now),
        facts=_facts(each),
        signatories=tuple((f"{one.name}; {one.office}", str(one)) for one in each.signatories),
        submission=_submission(each),
        exceptions=given.exceptions if given else (),
        evidence=tuple((one.supplier, one.reference) for one in given.evidence) if given else (),
        files=tuple(
            (one.name, f"{one.size:,} bytes, SHA-256 {one.sha256}") for one in given.attachments
        )
        if given
        else (),
        speakers=_choices(speakers or (each.may_speak() if stands.acts_for_programme else ())),
        judges=_choices(judges),
        programme=stands.acts_for_programme,
        submittable=may_speak and standing != "accepted",
        acceptable=bool(judges) and standing == "submitted",
        withdrawable=may_speak and each.stage != "none" and each.withdrawal is None,
        reconfirmable=tuple(
            (served.gate, served.gate)
            for served in each.gates
            if may_speak and standing == "accepted" and served.reconfirm
        ),
    )


def _choices(parties: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((party, party) for party in parties)


def _judges(each: Return, stands: Standing, names: frozenset[str]) -> tuple[str, ...]:
    judges = sorted(names) if stands.acts_for_programme else []
    if each.shown_by and each.shown_by in stands.speaks_for:
        judges.append(each.shown_by)
    return tuple(dict.fromkeys(judges))


def _facts(each: Return) -> tuple[tuple[str, str], ...]:
    return (
        ("Asked of", each.party),
        ("Kind", kind_words(each.kind) + (f" {each.which}" if each.which else "")),
        ("Due", local(each.deadline, ZONE)),
        ("May sign", "; ".join(map(str, each.signatories))),
        ("Shown by the assurance of", each.shown_by or ""),
        ("Holds until", local(each.expires_at, ZONE) if each.expires_at else ""),
        ("Sent back", each.sent_back.reason if each.sent_back else ""),
        ("Withdrawn", each.withdrawal.reason if each.withdrawal else ""),
        *((f"Serves {served.gate}", _served(each, served.gate)) for served in each.gates),
    )


def _served(each: Return, gate: str) -> str:
    served = each.serves(gate)
    if served is None or not served.reconfirm:
        return "as it stands"
    return "reconfirmed" if each.reconfirmed_at(gate) else "once it is reconfirmed there"


def _submission(each: Return) -> tuple[tuple[str, str], ...]:
    given = each.submission
    if given is None:
        return ()
    accepted = f"by {each.acceptance.accepted_by}" if each.acceptance else ""
    if each.acceptance and each.acceptance.note:
        accepted = f"{accepted}: {each.acceptance.note}"
    return (
        ("Signed", str(given.signatory)),
        ("For", given.submitted_by),
        ("As at", local(given.as_at, ZONE)),
        ("Whole", "yes" if given.complete else "no, in part"),
        ("It says", given.statement),
        ("Valid until", local(given.valid_until, ZONE) if given.valid_until else ""),
        ("Accepted", accepted),
    )


def _natural(gate: str) -> tuple[str, int, str]:
    """`m10/G9` before `m10/G10`."""
    book, _, name = gate.partition("/")
    digits = "".join(filter(str.isdecimal, name))
    return book, int(digits[:9] or 0), name
