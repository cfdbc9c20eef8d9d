"""What a section of the report is: a name, a title, and the function that makes its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section; its page is `templates/<id>.html.j2`, which sees its figures as `figures`."""

    #: Its anchor, and the name of its template.
    id: str
    title: str
    #: A pure function; it gives a frozen record whose fields are the section's keys in the JSON.
    build: Callable[[Material], Any]
    #: Whether its figures stand in the JSON; a picture of other sections' figures need not.
    in_data: bool = True
    #: Whether a page shows it: what did not happen in a run needs no section.
    shown: Callable[[Any], bool] = lambda _: True
