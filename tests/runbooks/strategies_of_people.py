"""Hypothesis strategies for who works when: resources, calendars and blackouts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runbooks.blackouts import Blackout, Span
from runbooks.calendars import Calendar
from runbooks.resources import Resource, Shift
from tests.runbooks.strategies_of_values import durations, ids, maybe, moments, some, texts

shifts = st.builds(Shift, from_=moments, to=moments)
_resource_fields: dict[str, Any] = {
    "name": maybe(texts),
    "calendar": maybe(ids),
    "shifts": some(shifts),
    "party": maybe(ids),
    "longest_awake": maybe(durations),
}
people = st.builds(Resource, person=st.just(value=True), **_resource_fields)
teams = st.builds(
    Resource, capacity=maybe(st.integers(1, 9)), members=some(ids), **_resource_fields
)
dates = st.sampled_from(["2026-04-01", "2025-12-24..2026-01-02", "2024-02-29..2024-02-29"])
calendars = st.builds(
    Calendar,
    days=st.sampled_from(["mon-fri", "fri-mon", "sun", "mon-thu,sat"]),
    hours=st.sampled_from(["09:00-17:00", "22:00-06:00", "13:00-24:00,00:00-12:00", "08:00-08:00"]),
    holidays=st.sampled_from(["none", "england", "scotland"]),
    closed=some(dates),
    open=some(dates),
)
blackouts = st.builds(
    Blackout,
    title=texts,
    windows=st.lists(st.builds(Span, from_=moments, to=moments), min_size=1, max_size=3).map(tuple),
    systems=some(ids),
    parties=some(ids),
    tasks=some(ids),
    note=maybe(texts),
)
