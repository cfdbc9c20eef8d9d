"""What shared pages showed last, of the runs of one house."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.web.reading import Look

_Regions = Mapping[str, str]


class Rendered:
    """The newest rendering of each page of each run, with the look it was made from."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[Look, _Regions]] = {}

    def of(self, page: str, look: Look, make: Callable[[Look], _Regions]) -> _Regions:
        """The regions of a page as HTML; made once for a look."""
        kept = self._kept.get((page, look.run))
        if kept is not None and kept[0] is look:
            return kept[1]
        made = make(look)
        self._kept[page, look.run] = (look, made)
        return made
