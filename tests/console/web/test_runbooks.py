"""Runbooks on pages: their text and findings, and what differs between two."""

from __future__ import annotations

from typing import Any

import pytest

from console.web.runbook_shelf import from_run
from console.web.views.runbooks import LINES, book_page
from console.web.views.runbooks_diff import MOST_LINES, runbook_diff
from rehearsals.testing import a_gate, a_runbook, a_task
from runbooks.model import Runbook
from tests.console.web.nights import a_big_runbook, m10
from tests.console.web.place import Place

HOSTILE = "<script>alert(1)</script>"


def a_book(**changes: Any) -> Runbook:
    """Two tasks and a gate."""
    return a_runbook(
        a_task("T-1"),
        a_task("T-2", "T-1", title=changes.pop("title_of_2", "Second"), duration="30m"),
        gates=[a_gate("G1", "T-2", title="Go?")],
        **changes,
    )


def test_the_list_holds_the_library_and_the_runbooks_of_runs(place: Place) -> None:
    """Each leads to its text."""
    run = place.opened()

    text = place.signed_in("vic").get("/runbooks").text

    assert 'href="/runbooks/m10"' in text
    assert f'href="/runbooks/run:{run}"' in text


def test_a_shipped_runbook_is_shown_with_its_lines(place: Place) -> None:
    """As it is written, numbered, with what the check says."""
    text = place.signed_in("vic").get("/runbooks/m10").text

    assert '<li id="L1"><code>' in text
    assert m10().title in text
    assert "Nothing is wrong with it" in text


def test_a_finding_leads_to_its_line() -> None:
    """What a run carries is checked too; its problem is marked where it stands."""
    book = a_runbook(a_task("T-1"), a_task("T-2", "T-1", needs={"dba": 1}))
    shelf = from_run("DR1", book)
    page = book_page(shelf, 1, ())
    finding = page.findings[0]
    line = page.lines[finding.line - 1]

    assert finding.hint
    assert finding.href == f"/runbooks/run:DR1#L{finding.line}"
    assert line.worst == finding.severity


def test_a_long_text_is_shown_a_page_at_a_time() -> None:
    """And a line leads to the page that holds it."""
    shelf = from_run("DR1", a_big_runbook(1500))
    page = book_page(shelf, LINES + 5, ())

    assert (page.first, page.last) == (LINES + 1, min(2 * LINES, page.of))
    assert page.previous == "/runbooks/run:DR1?from=1"


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        ".%2fm10",
        "m10.yaml",
        "run:..%2fDR1",
        "run:latest",
        "run:D",
        "run:",
        "DR1",
        "x" * 5000,
    ],
)
def test_no_name_leads_to_a_file(place: Place, name: str) -> None:
    """Names of the library and ids of runs, letter by letter; else there is no such runbook."""
    place.opened()
    vic = place.signed_in("vic")

    assert vic.get(f"/runbooks/{name}").status_code == 404
    if len(name) < 200:
        assert vic.get(f"/runbooks/diff?a=m10&b={name}").status_code == 404


def test_what_differs_is_said_object_by_object() -> None:
    """What was added, taken out and changed, field by field, before and after."""
    before = a_book()
    after = a_runbook(
        a_task("T-2", title="Second, again", duration="45m"),
        a_task("T-3", "T-2"),
        gates=[a_gate("G1", "T-2", title="Go?")],
    )
    view = runbook_diff(before, after)
    tasks = next(section for section in view.sections if section.title == "Tasks")
    changed = next(one for one in tasks.objects if one.id == "T-2")
    fields = {field.name: (field.before, field.after) for field in changed.fields}

    assert [(one.id, one.mark) for one in tasks.objects] == [
        ("T-1", "taken out"),
        ("T-2", "changed"),
        ("T-3", "added"),
    ]
    assert fields["title"] == ("Second", "Second, again")
    assert fields["duration"] == ("30 min", "45 min")
    assert fields["after"] == ("T-1", "-")


def test_what_differs_within_a_gate_is_named_to_the_field() -> None:
    """Not the whole of its criteria before and after."""
    criterion = {"id": "E", "title": "Evidence", "owner": "si"}
    before = a_runbook(a_task("T-1"), gates=[a_gate("G1", "T-1", criteria=[criterion])])
    after = a_runbook(
        a_task("T-1"), gates=[a_gate("G1", "T-1", criteria=[{**criterion, "owner": "recco"}])]
    )
    (section,) = runbook_diff(before, after).sections
    (field,) = section.objects[0].fields

    assert (field.name, field.before, field.after) == ("criteria / E / owner", "si", "recco")


def test_a_runbook_does_not_differ_from_itself() -> None:
    """Nor is anything said of it."""
    assert runbook_diff(m10(), m10()).same


def test_another_order_shows_in_the_text_alone() -> None:
    """No object differs, and yet the two are not the same."""
    one = a_runbook(a_task("A"), a_task("B"))
    other = a_runbook(a_task("B"), a_task("A"))
    view = runbook_diff(one, other)

    assert view.sections == ()
    assert not view.same
    assert {line.mark for line in view.lines} >= {"+", "-"}


def test_very_long_texts_are_not_compared_line_by_line() -> None:
    """It would take minutes; what differs is still said object by object."""
    one, other = a_big_runbook(2500), a_big_runbook(2501)
    view = runbook_diff(one, other)

    assert view.lines == ()
    assert "too long" in view.cut
    assert view.sections[0].added == 1
    assert MOST_LINES > 5_000  # the shipped ones are compared


def test_the_page_of_differences_holds_no_markup_of_a_runbook(place: Place) -> None:
    """Titles are text, in the list and line by line."""
    run = place.opened(a_book(title_of_2=HOSTILE))
    vic = place.signed_in("vic")

    for path in (f"/runbooks/diff?a=m10&b=run:{run}", f"/runbooks/run:{run}"):
        answer = vic.get(path)
        assert answer.status_code == 200
        assert HOSTILE not in answer.text


def test_half_a_question_asks_for_the_other_half(place: Place) -> None:
    """The form stands there, filled in with what is known."""
    answer = place.signed_in("vic").get("/runbooks/diff?a=m10")

    assert answer.status_code == 200
    assert '<option value="m10" selected>' in answer.text


def test_the_schema_is_there_for_editors(place: Place) -> None:
    """As JSON."""
    answer = place.signed_in("vic").get("/runbooks/schema.json")

    assert answer.json()["$schema"].endswith("2020-12/schema")
