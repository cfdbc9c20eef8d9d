"""The shared pages: which regions each has, and the templates that render them.

A shared page shows everybody the same, so that it is rendered once for all who have it open. Its
whole page includes the same templates for the same regions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from console.foreseen import Foreseen
from console.naming import know_people
from console.web.house import House
from console.web.live.channel import Shown, Topic
from console.web.reading import Look
from console.web.rendering import clock_of, render
from console.web.views.board import board
from console.web.views.notices_list import notices_shown


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPage:
    """What a shared page shows: its values from a look, and the template of each region."""

    values: Callable[[Look, Foreseen], Mapping[str, Any]]
    regions: Mapping[str, str]

    def render(self, look: Look, foreseen: Foreseen) -> Mapping[str, str]:
        """The regions as HTML."""
        values = self.values(look, foreseen)
        return {
            name: render(template, run=look.run, **values)
            for name, template in self.regions.items()
        }


#: The regions of the board, which the Wall shows as well.
_PARTS = ("status", "window", "needs", "tasks", "gates", "outages", "phases", "events")
SHARED: Mapping[str, SharedPage] = {
    "tonight": SharedPage(
        values=lambda look, foreseen: {"view": board(look, foreseen)},
        regions={part: f"parts/tonight/{part}.html.j2" for part in _PARTS},
    ),
    "notices": SharedPage(
        values=lambda look, foreseen: {"view": notices_shown(look.beside.seen, foreseen)},
        regions={"notices": "parts/notices/list.html.j2"},
    ),
    "wall": SharedPage(
        values=lambda look, foreseen: {"view": board(look, foreseen)},
        regions={"wall": "parts/wall.html.j2"},
    ),
}


def regions(house: House, name: str, look: Look) -> Mapping[str, str]:
    """The regions of a shared page as HTML; made once for a look, however many want them."""
    return house.rendered.of(name, look, house.foreseen(look), SHARED[name].render)


def renderer(house: House) -> Callable[[Topic], Shown]:
    """What the hub calls for each page that somebody has open."""

    def render_topic(topic: Topic) -> Shown:
        look = house.look(topic.run)
        know_people({key: one.name for key, one in house.register().people.items()})
        clock = clock_of(look)
        return Shown(
            seq=look.seq,
            regions=regions(house, topic.page, look) if topic.page in SHARED else {},
            clock={"iso": clock.iso, "text": clock.text, "zone": clock.zone, "speed": clock.speed},
            made=house.forecasts.made(look.run),
        )

    return render_topic
