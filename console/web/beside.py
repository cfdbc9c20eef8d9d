"""What a look at a run holds beside the run's own facts: what its notices add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.announced import NOTHING_ANNOUNCED, Announced
from console.needs import Need
from console.notice_seen import NoticesSeen
from rehearsals.core.state import RunState


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Beside:
    """What stands beside the facts of a run; the same object as long as nothing is new."""

    needs: tuple[Need, ...] = ()
    announced: Announced = NOTHING_ANNOUNCED
    #: All of it, as it was some seconds ago at most; None: nothing was said or drafted.
    seen: NoticesSeen | None = None


#: What stands beside a run at an instant of it, and really (UTC); it never raises.
Besides = Callable[[RunState, datetime, datetime], Beside]
#: Of a run of which nothing was said.
NOTHING_BESIDE = Beside()
