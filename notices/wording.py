"""The words of a notice: templates under `templates/`, rendered in Jinja2's sandbox.

What a runbook says is only ever a value, never a template. Times are on the wall clock of the
notice's zone, with BST or GMT.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notices.notice import Named, Notice
from runbooks.clocktime import local

#: On the first and the last line of every notice that is not about the real night.
REHEARSAL = "REHEARSAL - no system is out of service"
#: On those lines of a notice of the real night while communications are only tried.
TEST = "TEST - do not act on this notice"
_IMPACT = {"unavailable": "out of service", "degraded": "degraded", "read_only": "read only"}


def notice_text(notice: Notice) -> str:
    """The notice as plain text; its first line names the id and the revision."""
    template = sandbox().get_template(f"{notice.kind}.txt.j2")
    mark = TEST if notice.live else REHEARSAL
    text = template.render(notice=notice, impact=_IMPACT[notice.impact], mark=mark)
    return text.strip()


@cache
def sandbox() -> ImmutableSandboxedEnvironment:
    """Where templates are rendered: no private attributes, no changes, no name left undefined."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # plain text; each channel escapes for itself
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(local=local, window=_window, names=_names)
    return environment


def _window(ends: tuple[datetime | None, datetime | None], zone: str) -> str:
    """`from ... to ...`, or the one end that is known; nothing if neither is."""
    start, end = ends
    parts = (("from", start), ("to", end))
    return " ".join(f"{word} {local(instant, zone)}" for word, instant in parts if instant)


def _names(people: Sequence[Named]) -> str:
    return ", ".join(one.name for one in people)
