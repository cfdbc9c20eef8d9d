"""What somebody looks for in a journal: read from an address, and written into one again."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.views.plan_query import Params, number, word

_MOST_EVENTS = 10**9


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalQuery:
    """What is asked of a journal; empty: everything."""

    #: Words that the sentence or the names must hold.
    q: str = ""
    #: A kind of event, by its name in the journal.
    kind: str = ""
    #: A task, a gate or an outage.
    about: str = ""
    #: Who entered it, or whose word it is.
    who: str = ""
    #: Only what was entered after it had happened.
    late: bool = False
    #: Only events before this number.
    before: int | None = None


def journal_query(params: Params) -> JournalQuery:
    """What an address asks of a journal; what cannot be read counts as not asked."""
    return JournalQuery(
        q=word(params, "q"),
        kind=word(params, "kind"),
        about=word(params, "about"),
        who=word(params, "who"),
        late=params.get("late") == "yes",
        before=number(params.get("before"), _MOST_EVENTS),
    )


def journal_pairs(query: JournalQuery) -> dict[str, object]:
    """All of a query for an address, without the page."""
    return {
        "q": query.q,
        "kind": query.kind,
        "about": query.about,
        "who": query.who,
        "late": "yes" if query.late else "",
    }
