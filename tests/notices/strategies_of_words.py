"""Hypothesis strategies for notices of any content, hostile texts among them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from notices.core.notice import (
    Affected,
    Content,
    Cutoff,
    Named,
    Notice,
    Part,
    Periods,
    SubmitBy,
    Window,
)
from notices.core.words import IMPACTS, KINDS

instants = st.integers(0, 10**9).map(lambda seconds: datetime.fromtimestamp(10**9 + seconds, UTC))
maybe_instants = st.none() | instants
texts = st.text(max_size=60) | st.sampled_from(
    [
        "{{ 7 * 7 }}",
        "{% include 'x' %}",
        "<script>",
        "a\r\nBcc: x",
        "\x1b[31m",
        "\u202eabc",
        "é" * 9,
    ]
)
#: Some that do not fit into any message.
long_texts = texts | st.sampled_from(["x" * 4000, '"' * 4000, "\N{SNOWMAN}" * 4000, "<&>" * 1300])
ids = st.from_regex(r"\A[A-Za-z][A-Za-z0-9._-]{0,20}\Z")
named = st.builds(Named, id=ids, name=long_texts)
windows = st.builds(Window, start=maybe_instants, end=maybe_instants)
periods = st.builds(
    Periods, day=st.just(date(2026, 3, 29)), first=st.integers(1, 46), last=st.integers(1, 46)
)


def some(
    strategy: st.SearchStrategy[object], most: int = 3
) -> st.SearchStrategy[tuple[object, ...]]:
    """A few of a kind."""
    return st.lists(strategy, max_size=most).map(tuple)


contents = st.builds(
    Content,
    title=long_texts,
    cause=long_texts,
    reason=st.sampled_from(["planned", "emergency"]),
    systems=some(
        st.builds(Affected, id=ids, name=long_texts, impact=st.sampled_from(IMPACTS)), most=6
    ),
    unaffected=some(named),
    window=windows,
    open_ended=st.booleans(),
    end_uncertainty=long_texts,
    parts=some(
        st.builds(
            Part,
            start=instants,
            end=instants,
            text=long_texts,
            impact=st.none() | st.sampled_from(IMPACTS),
            beside=st.booleans(),
        )
    ),
    actual=windows,
    cutoff=st.none() | st.builds(Cutoff, what=long_texts, at=instants),
    submit_by=some(st.builds(SubmitBy, what=long_texts, at=instants, periods=some(periods))),
    data_handling=st.sampled_from(["queued", "rejected", "lost", "read_only", "none"]),
    backlog_handling=long_texts,
    backlog_clear_by=maybe_instants,
    action_required=long_texts,
    workaround=long_texts,
    next_update_due=maybe_instants,
    hard_limit_at=maybe_instants,
    audience=some(named),
    stays_closed=st.booleans(),
    returns=st.sampled_from(["restored", "replaced", "retired"]),
    replaced_by=st.none() | named,
    turned_back=st.booleans(),
    resume_at=long_texts,
    all_clear_at=maybe_instants,
    contact=long_texts,
)
notices = st.builds(
    Notice,
    id=ids,
    revision=st.integers(0, 99),
    kind=st.sampled_from(KINDS),
    status=st.sampled_from(["provisional", "firm", "started", "completed", "cancelled"]),
    run=ids,
    outage=ids,
    test=st.booleans(),
    live=st.booleans(),
    environment=ids,
    zone=st.just("Europe/London"),
    content=contents,
    previous_window=st.none() | windows,
    changed=some(st.sampled_from(["window", "cause", "systems"])),
    created_at=instants,
    published_at=instants,
    approved_by=texts,
)
rungs = st.sampled_from(["", "10wd", "5wd", "24h", "1h"])
