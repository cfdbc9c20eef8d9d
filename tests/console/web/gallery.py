"""A gallery of the console's visual language: every part on one page, for tests and for looking at.

`python -m tests.console.web.gallery DIRECTORY` writes the pages there, with their style sheets.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
WEB = HERE.parents[2] / "console" / "web"
STATIC = WEB / "static"
STATES = (
    "waiting", "ready", "running", "done", "failed", "skipped", "held", "unknown", "blocked",
    "given_up", "go", "no_go", "go-with-conditions", "deferred", "undecided", "open", "ended",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """An instant as templates take it."""

    iso: str = "2025-09-20T01:14:00Z"
    text: str = "02:14 BST"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """A row of the task table."""

    id: str
    title: str
    state: str
    owner: str = "Northgate Supplier Ltd"
    href: str = "#"
    due: Moment | None = Moment()
    late: str | None = None
    mine: bool = False
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of the timeline."""

    key: str
    text: str
    at: Moment = Moment()
    who: str | None = "Grace Hopper"
    kind: str = ""


TASKS = (
    TaskLine(id="T-104", title="Freeze registrations", state="running", late="25 min late"),
    TaskLine(id="T-105", title="Take the last export <script>", state="ready", mine=True),
    TaskLine(id="T-106", title="Compare counts of both sides", state="failed", note="1 differs"),
    TaskLine(id="T-107", title="Hand the addresses over to the agent", state="held"),
    TaskLine(id="T-108", title="Open the gate to the meter operators", state="unknown"),
    TaskLine(id="T-109", title="Wait for the settlement run", state="waiting", due=None),
    TaskLine(id="T-103", title="Roll-call", state="done"),
)
EVENTS = (
    Entry(key="43", text="T-106 has failed: 1 differs", kind="bad"),
    Entry(key="42", text="T-103 is done", kind="good"),
    Entry(key="41", text="T-104 was started"),
)


def environment() -> Environment:
    """The console's templates and the gallery's, with the settings of the console."""
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(WEB / "templates"), FileSystemLoader(HERE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = lambda path: f"/static/{path}"
    return made


def values(mode: str = "rehearsal", **more: object) -> dict[str, object]:
    """What rendering passes to every page."""
    run = {"id": "m10-r2", "title": "M10 dress rehearsal 2", "mode": mode, "status": "open"}
    clock = {"text": "Sat 20 Sep 2025 02:14 BST", "iso": "2025-09-20T01:14:07Z"}
    labels = ("Tonight", "My tasks", "Plan", "Gates", "Outages", "Control", "Journal", "Wall")
    nav = [(f"/runs/m10-r2/{label}", label, label == "Tonight") for label in labels]
    house = ("Runs", "Runbooks", "Readiness", "People", "For you")
    return {
        "title": "Tonight",
        "visitor": {"id": "ada", "name": "Ada Byron", "roles": ["cutover manager", "decider"]},
        "nav": [*nav, *((f"/{label}", label, False) for label in house)],
        "run": run,
        "clock": clock | {"zone": "Europe/London", "speed": 1},
        "messages": [("success", "T-103 is done: 02:11 BST, as planned.")],
        "csrf": "token",
        "live_url": None,
        "seq": 43,
        "tasks": TASKS,
        "events": EVENTS,
        "states": STATES,
    } | more


def gallery(mode: str = "rehearsal") -> str:
    """The page of all parts."""
    return environment().get_template("gallery.html.j2").render(**values(mode))


def wall(mode: str = "rehearsal") -> str:
    """The Wall of a made-up night."""
    return environment().get_template("gallery_wall.html.j2").render(**values(mode, messages=()))


def write(directory: Path) -> None:
    """All pages and what they need, to be opened from a file or served."""
    shutil.copytree(STATIC, directory / "static", dirs_exist_ok=True)
    pages = {mode: gallery(mode) for mode in ("rehearsal", "simulation", "live")}
    for name, text in (pages | {"wall": wall()}).items():
        (directory / f"{name}.html").write_text(text.replace('"/static/', '"static/'))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
