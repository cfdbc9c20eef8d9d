"""The records that events and commands of the readiness register share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from runbooks.checks import ReturnKind

#: What has been said of a return; whether it still counts also depends on the time.
Stage = Literal["none", "partial", "submitted", "accepted"]
#: A stage, or why a submitted or accepted return no longer counts.
Standing = Literal["none", "partial", "submitted", "accepted", "withdrawn", "expired"]
Audience = Literal["programme", "everyone"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatory:
    """Somebody who may sign, in the office in which they sign: a director, a chief executive."""

    name: str
    office: str

    def same_as(self, other: Signatory) -> bool:
        """Whether both are the same person in the same office, however it is typed."""
        return self.folded() == other.folded()

    def folded(self) -> tuple[str, str]:
        """Name and office without case and without spaces too many, to compare by."""
        return " ".join(self.name.casefold().split()), " ".join(self.office.casefold().split())

    def __str__(self) -> str:
        """`Ann Example, director`."""
        return f"{self.name}, {self.office}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that was handed in: its name, SHA-256 (hex) and size in bytes; not its content."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SupplierEvidence:
    """What a sub-supplier of the party shows for its part."""

    supplier: str
    reference: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """A gate that a return is for, such as `m10/G1`."""

    gate: str
    #: Whether it counts there only once its signatory has said again that it still holds.
    reconfirm: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A return that is asked of a party."""

    kind: ReturnKind
    #: The party's id in the runbooks.
    party: str
    title: str
    deadline: datetime
    gates: tuple[Served, ...]
    signatories: tuple[Signatory, ...]
    #: None: the register chooses one.
    return_id: str | None = None
    #: Which one of its kind, where a party owes several: the code body of a checklist, or RA5.
    which: str | None = None
    #: Another body whose assurance shows the party's readiness; the party's own word is not enough.
    shown_by: str | None = None
    #: Seconds for which a submission or reconfirmation holds, from the time it speaks of.
    valid_for: int | None = None
