"""What machines are sent: one schema, one size, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from notices.channels.port import Links
from notices.core.notice import Affected, Named, Notice, Periods, SubmitBy, Window
from notices.wording.payload import MOST_BYTES, addressed, payload_of
from notices.wording.schema import document, json_schema
from tests.notices.factories_of_words import END, START, a_content, a_said_notice
from tests.notices.strategies_of_words import notices, rungs

SCHEMA = Draft202012Validator(json_schema())
LINKS = Links(
    html="https://callboard.example/outages/DR1-OUT-EES",
    ics="https://callboard.example/outages/DR1-OUT-EES.ics",
    json="https://callboard.example/outages/DR1-OUT-EES.json",
    acknowledge="https://callboard.example/n/a/abc",
    unsubscribe="https://callboard.example/n/u/abc",
)
LONGEST = Links(
    html=f"https://{'x' * 480}", ics="https://" + "y" * 480, json="https://" + "z" * 480
)


def data_of(notice: Notice, reminder: str = "") -> dict[str, Any]:
    """The data of a notice's payload."""
    told: dict[str, Any] = json.loads(payload_of(notice, reminder))
    data: dict[str, Any] = told["data"]
    return data


def test_schema_is_sound_and_its_file_is_the_generated_one() -> None:
    """`python -m notices.wording.schema > docs/notice.schema.json`."""
    Draft202012Validator.check_schema(json_schema())
    file = Path(__file__).parents[3] / "docs" / "notice.schema.json"

    assert file.read_text(encoding="utf-8") == document()


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(notices, rungs)
def test_any_payload_keeps_to_the_schema_and_the_size(notice: Notice, rung: str) -> None:
    """Whatever a runbook says: under 20 kB with its links, and of the documented shape."""
    sent = addressed(payload_of(notice, rung), LONGEST)

    assert [error.message for error in SCHEMA.iter_errors(json.loads(sent))] == []
    assert len(sent) < MOST_BYTES
    assert sent == addressed(payload_of(notice, rung), LONGEST)


def test_identity_has_the_names_of_remit_messages_too() -> None:
    """Suppliers parse `mrid` and `revisionNumber` already."""
    data = data_of(a_said_notice(revision=3))

    assert (data["id"], data["mrid"]) == ("DR1-OUT-EES", "DR1-OUT-EES")
    assert (data["revision"], data["revisionNumber"]) == (3, 3)


def test_instants_are_in_utc() -> None:
    """RFC 3339 with Z, over a clock change as well."""
    window = Window(
        start=datetime(2026, 10, 24, 17, 0, tzinfo=UTC),
        end=datetime(2026, 10, 25, 20, 0, tzinfo=UTC),
    )

    data = data_of(a_said_notice(content=a_content(window=window)))

    assert data["window"] == {"start": "2026-10-24T17:00:00Z", "end": "2026-10-25T20:00:00Z"}


def test_keys_are_in_order_and_nothing_stands_between() -> None:
    """So that the bytes that are signed are the same on every machine."""
    payload = payload_of(a_said_notice())

    told = json.loads(payload)
    again = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert payload == again


@pytest.mark.parametrize(
    ("kind", "status", "type_", "event_status"),
    [
        ("provisional", "provisional", "outage.notice.published", "Active"),
        ("started", "started", "outage.notice.started", "Active"),
        ("extended", "started", "outage.notice.extended", "Active"),
        ("holding", "started", "outage.notice.updated", "Active"),
        ("completed", "completed", "outage.notice.completed", "Inactive"),
        ("all_clear", "completed", "outage.notice.all_clear", "Inactive"),
        ("cancelled", "cancelled", "outage.notice.cancelled", "Dismissed"),
    ],
)
def test_type_and_status_are_those_of_the_kind(
    kind: Any, status: str, type_: str, event_status: str
) -> None:
    """One table, whatever the channel."""
    revision = 0 if kind == "provisional" else 2
    notice = a_said_notice(kind, status=status, revision=revision)

    told = json.loads(payload_of(notice))

    assert (told["type"], told["data"]["event_status"]) == (type_, event_status)


def test_stays_closed_is_active_though_the_outage_is_over() -> None:
    """For those to whom the system does not open."""
    content = a_content(stays_closed=True, open_ended=True, resume_at="M11")

    data = data_of(a_said_notice("completed", content=content))

    assert (data["event_status"], data["end_kind"]) == ("Active", "not_before")


def test_reminder_is_no_revision() -> None:
    """Another type, at its own time, with the revision that it reminds of."""
    at = datetime(2026, 1, 15, 22, 0, tzinfo=UTC)

    told = json.loads(payload_of(a_said_notice(revision=1), "24h", at=at))

    assert (told["type"], told["timestamp"]) == ("outage.notice.reminder", "2026-01-15T22:00:00Z")
    assert (told["data"]["revision"], told["data"]["reminder"]) == (1, "24h")


def test_impact_is_the_worst_of_the_systems() -> None:
    """And each system has its own."""
    systems = (
        Affected(id="EES", name="EES", impact="degraded"),
        Affected(id="DIP", name="DIP", impact="reduced_redundancy"),
    )

    data = data_of(a_said_notice(content=a_content(systems=systems)))

    assert data["impact"] == "DEGRADED"
    assert [one["impact"] for one in data["systems"]] == ["DEGRADED", "REDUCED-REDUNDANCY"]


def test_settlement_periods_stand_beside_their_submit_by_time() -> None:
    """By day, first and last."""
    one = SubmitBy(
        what="Contract notifications",
        at=START,
        periods=(Periods(day=date(2026, 1, 16), first=45, last=48),),
    )

    data = data_of(a_said_notice(content=a_content(submit_by=(one,))))

    assert data["submit_by"] == [
        {
            "what": "Contract notifications",
            "at": "2026-01-16T22:00:00Z",
            "settlement_periods": [{"day": "2026-01-16", "first": 45, "last": 48}],
        }
    ]


@pytest.mark.parametrize(
    ("live", "mark"),
    [
        (False, "REHEARSAL - no system is out of service"),
        (True, "TEST - do not act on this notice"),
    ],
)
def test_what_is_not_for_real_says_so(live: bool, mark: str) -> None:
    """By a flag, in words, and in the title that somebody may show."""
    data = data_of(a_said_notice(test=True, live=live))

    assert (data["test"], data["mark"]) == (True, mark)
    assert data["title"] == f"{mark}: EES out of service"


def test_over_asks_for_nothing_more() -> None:
    """What held for the outage does not hold behind it."""
    data = data_of(a_said_notice("completed"))

    assert (data["action_required"], data["workaround"], data["submit_by"]) == ("", "", [])


def test_text_that_does_not_fit_is_cut_with_a_note() -> None:
    """Systems and times stand whatever happens."""
    long = a_content(
        action_required="x" * 4000,
        cause="\N{SNOWMAN}" * 4000,
        backlog_handling="y" * 4000,
        workaround="z" * 4000,
    )

    data = data_of(a_said_notice(content=long))

    assert data["truncated"]
    assert data["action_required"].endswith("[cut: see the page of this notice]")
    assert data["systems"][0]["code"] == "EES"


def test_hundreds_of_systems_are_all_there_if_they_fit_at_all() -> None:
    """Their names give way before they do."""
    systems = tuple(Affected(id=f"S{n}", name="n" * 90) for n in range(160))

    data = data_of(a_said_notice(content=a_content(systems=systems)))

    assert len(data["systems"]) == 160


def test_links_are_added_for_one_route() -> None:
    """Where to look it up and to acknowledge it; nothing that unsubscribes somebody."""
    told = json.loads(addressed(payload_of(a_said_notice()), LINKS))

    assert told["data"]["links"] == {
        "html": LINKS.html,
        "ics": LINKS.ics,
        "json": LINKS.json,
        "ack": LINKS.acknowledge,
    }


def test_replacement_and_previous_window_are_named() -> None:
    """What takes its place, and what was announced before."""
    notice = replace(
        a_said_notice(
            "completed",
            content=a_content(returns="replaced", replaced_by=Named(id="V", name="VAS")),
        ),
        previous_window=Window(start=START, end=END),
    )

    data = data_of(notice)

    assert data["replaced_by"] == {"code": "V", "name": "VAS"}
    assert data["previous_window"] == {
        "start": "2026-01-16T22:00:00Z",
        "end": "2026-01-17T06:00:00Z",
    }
