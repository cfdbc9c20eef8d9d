"""What shared pages showed last, of the runs of one house."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.foreseen import Foreseen
from console.web.reading import Look

_Regions = Mapping[str, str]


class Rendered:
    """The newest rendering of each page of each run, with what it was made from."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[Look, Foreseen, _Regions]] = {}

    def of(
        self,
        page: str,
        look: Look,
        foreseen: Foreseen,
        make: Callable[[Look, Foreseen], _Regions],
    ) -> _Regions:
        """The regions of a page as HTML; made once for a look and what is foreseen at it."""
        kept = self._kept.get((page, look.run))
        if kept is not None and kept[0] is look and kept[1] is foreseen:
            return kept[2]
        made = make(look, foreseen)
        self._kept[page, look.run] = (look, foreseen, made)
        return made
