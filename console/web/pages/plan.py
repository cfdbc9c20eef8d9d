"""`/runs/RUN/plan`: the plan of a run as a Gantt, as a graph, and as a table of all tasks."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.plan_foreseen import plan_foreseen
from console.web.views.plan_graph import graph_page, graph_query
from console.web.views.plan_page import plan_page
from console.web.views.plan_query import address, common_pairs, gantt_query
from console.web.views.plan_table import plan_table, table_query
from console.web.views.plan_table_csv import csv_lines
from console.web.views.plan_what_if import what_if_view

pages = Pages()


@pages.page("/runs/{run}/plan", READERS)
def plan(request: Request, run: str) -> Response:
    """The Gantt."""
    house: House = request.app.state.house
    look = house.look(run)
    query, foreseen = gantt_query(request.query_params), house.foreseen(look)
    view = plan_page(look.standing, query, f"/runs/{look.run}/plan", foreseen)
    return page(
        request,
        "plan.html.j2",
        title="Plan",
        look=look,
        live="tick",
        foreseen=foreseen,
        view=view,
        ahead=plan_foreseen(look, foreseen),
        what=what_if_view(look, request.query_params.getlist("what")),
        kept=address("", common_pairs(query)),
    )


@pages.page("/runs/{run}/plan/graph", READERS)
def graph(request: Request, run: str) -> Response:
    """The graph of dependencies, whole or around a task."""
    house: House = request.app.state.house
    look = house.look(run)
    query = graph_query(request.query_params)
    view = graph_page(look.standing, query, f"/runs/{look.run}/plan/graph")
    return page(
        request, "plan_graph.html.j2", title="Dependencies", look=look, live="tick", view=view,
        kept=address("", {"chain": query.chain}),
    )  # fmt: skip


@pages.page("/runs/{run}/plan/table", READERS)
def table(request: Request, run: str) -> Response:
    """The tasks in a table."""
    house: House = request.app.state.house
    look = house.look(run)
    query, foreseen = table_query(request.query_params), house.foreseen(look)
    view = plan_table(look.standing, query, f"/runs/{look.run}/plan/table", foreseen)
    return page(
        request,
        "plan_table.html.j2",
        title="Tasks",
        look=look,
        live="tick",
        foreseen=foreseen,
        view=view,
        kept=address("", common_pairs(query)),
    )


@pages.page("/runs/{run}/plan/table.csv", READERS, response_class=Response)
def table_csv(request: Request, run: str) -> Response:
    """The same tasks for a spreadsheet."""
    house: House = request.app.state.house
    look = house.look(run)
    lines = csv_lines(look.standing, table_query(request.query_params), house.foreseen(look))
    name = {"Content-Disposition": f'attachment; filename="{look.run}-tasks.csv"'}
    # Some spreadsheets take a file for UTF-8 by its mark alone.
    text = "\ufeff" + "".join(lines)
    return Response(text, media_type="text/csv; charset=utf-8", headers=name)
