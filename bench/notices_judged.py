"""What a trial of killed senders came to: counted out of what the receivers saw; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What came of a run of the trial."""

    kills: int
    posts: int
    #: Messages that came more than once, and revisions that came under more than one id.
    twice: int
    under_two_ids: int
    #: Routes that were not shown the newest revision, or shown something twice.
    lost: int
    doubled: int
    #: Rows that still wait.
    waiting: int
    #: Notices that the receiver of the documentation has not at their newest, or showed twice.
    amiss: int = 0

    @property
    def well(self) -> bool:
        """Whether all is as it must be."""
        return not (self.lost or self.doubled or self.under_two_ids or self.waiting or self.amiss)


def judged(report: Any, routes: Sequence[str], *, kills: int, waiting: int) -> Found:
    """What a receiver's report comes to."""
    shown = [report["shown"].get(f"/{route} DR1-OUT-EES", []) for route in routes]
    return Found(
        kills=kills,
        posts=report["posts"],
        twice=sum(count > 1 for count in report["ids"].values()),
        under_two_ids=sum(len(ids) > 1 for ids in report["said"].values()),
        lost=sum(not revisions or revisions[-1] != 1 for revisions in shown),
        doubled=sum(len(set(revisions)) != len(revisions) for revisions in shown),
        waiting=waiting,
    )
