"""Made runbooks whose tasks compete for people: by name, in a team, on shift, in office hours."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runbooks.model import Runbook
from tests.dependencies import strategies

RESOURCES: dict[str, Any] = {
    "ann": {"person": True},
    # His second shift never ends, so that there is always room for him.
    "bob": {
        "person": True,
        "shifts": [{"from": "T+3h", "to": "T+9h"}, {"from": "T+2d", "to": "T+400d"}],
    },
    "dba": {"members": ["ann", "bob"]},
    "rooms": {"capacity": 2},
    "desk": {"capacity": 1, "calendar": "early"},
}
_EARLY = {"days": "mon-sun", "hours": "05:00-21:00"}


@st.composite
def needy_runbooks(draw: st.DrawFn) -> Runbook:
    """A runbook with everything that a plan looks at, of which most tasks need somebody."""
    book = draw(strategies.runbooks(most=9)).model_dump(mode="json", by_alias=True)
    for task in book["tasks"]:
        task["needs"] = {
            name: draw(st.integers(1, 2 if name in {"dba", "rooms"} else 1))
            for name in draw(st.lists(st.sampled_from(list(RESOURCES)), max_size=2, unique=True))
        }
    book["resources"], book["calendars"]["early"] = RESOURCES, _EARLY
    return Runbook.model_validate(book)
