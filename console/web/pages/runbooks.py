"""`/runbooks`: the shipped runbooks and those that runs carry; what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.runbook_shelf import from_library, shelved
from console.web.views.plan_options import Option
from console.web.views.plan_query import number, word
from console.web.views.runbooks import BookRow, book_page, book_row
from console.web.views.runbooks_diff import runbook_diff
from runbooks.errors import JournalError
from runbooks.json_schema import json_schema
from runbooks.library import library_names

pages = Pages()
#: Runs whose runbooks are listed, the newest.
_MOST_RUNS = 50
_MOST_LINES = 10**7


@pages.page("/runbooks", READERS)
def runbooks(request: Request) -> Response:
    """The library, and the runbooks of runs."""
    house: House = request.app.state.house
    library = tuple(book_row(name, from_library(name).book) for name in library_names())
    runs = tuple(_of_runs(house))
    return page(
        request, "runbooks.html.j2", title="Runbooks", library=library, runs=runs,
        choices=_choices(house),
    )  # fmt: skip


@pages.page("/runbooks/schema.json", READERS, response_class=JSONResponse)
def schema() -> Response:
    """The JSON Schema of runbooks, for editors."""
    return JSONResponse(json_schema(), media_type="application/schema+json")


@pages.page("/runbooks/diff", READERS)
def diff(request: Request) -> Response:
    """What differs between two runbooks."""
    house: House = request.app.state.house
    refs = [word(request.query_params, key) for key in ("a", "b")]
    books = [shelved(house, ref) for ref in refs if ref]
    both = len(books) == len(refs)
    return page(
        request, "runbook_diff.html.j2", title="Differences", refs=refs, choices=_choices(house),
        books=books, view=runbook_diff(books[0].book, books[1].book) if both else None,
    )  # fmt: skip


@pages.page("/runbooks/{name}", READERS)
def runbook(request: Request, name: str) -> Response:
    """The text of a runbook, what was found in it, and what it consists of."""
    house: House = request.app.state.house
    shelf = shelved(house, name)
    line = number(request.query_params.get("from"), _MOST_LINES) or 1
    view = book_page(shelf, line, _choices(house))
    return page(request, "runbook.html.j2", title=shelf.label, view=view)


def _of_runs(house: House) -> Iterator[BookRow]:
    library = [from_library(name) for name in library_names()]
    for run in reversed(house.reader.runs()[-_MOST_RUNS:]):
        try:
            state = house.look(run).state
        except JournalError:
            # Its journal cannot be read; the page of the run says so.
            continue
        book = state.runbook
        shipped = next((one.ref for one in library if one.book.runbook == book.runbook), None)
        words = f"{state.mode}, {state.status.replace('_', ' ')}"
        yield book_row(f"run:{run}", book, word=words, shipped=shipped)


def _choices(house: House) -> tuple[Option, ...]:
    shipped = [(name, f"{name} (library)") for name in library_names()]
    runs = reversed(house.reader.runs()[-_MOST_RUNS:])
    return (*shipped, *((f"run:{run}", f"as {run} carries it") for run in runs))
