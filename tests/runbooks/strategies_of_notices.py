"""Hypothesis strategies for what a runbook says about its notices."""

from __future__ import annotations

from hypothesis import strategies as st

from runbooks.noticing import Noticing
from runbooks.outages import AccessCutoff, Backlog, NoticeLead, SubmitByTime, SubmitPeriods
from tests.runbooks.strategies_of_values import ids, maybe, moments, seconds, some, texts

aheads = st.builds(
    lambda count, unit: f"{count}{unit}",
    st.integers(0, 999),
    st.sampled_from(["wd", "d", "h", "m"]),
)
leads = st.builds(
    NoticeLead,
    lead=maybe(aheads),
    reminders=maybe(some(aheads)),
    holding=maybe(seconds),
    source=maybe(texts),
)
backlogs = st.builds(Backlog, handling=texts, clear_within=maybe(seconds))
cutoffs = st.builds(AccessCutoff, what=texts, before=seconds) | st.builds(
    AccessCutoff, what=texts, at=moments
)
numbers = st.integers(1, 50)
periods = st.builds(SubmitPeriods, day=st.integers(-7, 31), first=numbers, last=numbers)
submissions = st.builds(
    SubmitByTime, what=texts, periods=some(periods), before=seconds
) | st.builds(SubmitByTime, what=texts, periods=some(periods), at=moments)
noticings = st.builds(
    Noticing,
    firm_at=maybe(ids),
    contact=maybe(texts),
    environment=ids,
    calendar=ids,
    reminders=some(aheads),
    holding=seconds,
    round_to=seconds.filter(lambda length: length >= 60),
    slip=seconds.filter(lambda length: length >= 60),
    update_every=seconds.filter(lambda length: length >= 600),
    warn=seconds,
    approval=st.dictionaries(
        st.sampled_from(["firm", "extended", "completed"]), st.sampled_from(["person", "rule"])
    ),
)
