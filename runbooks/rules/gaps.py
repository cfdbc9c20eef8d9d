"""Where a runbook differs from what was written: what was left out, and what something stands for.

A rule on what is absent, or on a value that may be a stand-in, asks here first: else it would find
fault with what nobody wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from runbooks.findings import Path
from runbooks.near_miss import near_miss
from runbooks.reading import Parsed
from runbooks.schema_kinds import keys_of, record_at


@dataclass(frozen=True, kw_only=True, slots=True)
class Gaps:
    """What was left out of a runbook; paths are given as in the runbook."""

    parsed: Parsed
    #: By the path of an item as written: its keys or positions with gaps, and the absent keys that
    #: an unknown one there resembles.
    steps: Mapping[Path, frozenset[str | int]]
    #: The paths of unknown keys.
    unknown: frozenset[Path]

    def hide(self, path: Path, *keys: str) -> bool:
        """Whether some keys of an item may have been meant otherwise than the runbook has them."""
        gaps = self.steps.get(self.parsed.as_written(path))
        return gaps is not None and not gaps.isdisjoint(keys)

    def hide_in(self, section: Path, *keys: str) -> bool:
        """Whether that may be so in any item of a section.

        It is for items left out as a whole, and any unknown key might have been one of them.
        """
        depth = len(section) + 1
        return any(
            path[: len(section)] == section
            and (len(path) <= depth or path[depth] in keys or path[: depth + 1] in self.unknown)
            for path in self.parsed.left_out
        )


def gaps_of(parsed: Parsed) -> Gaps:
    """The gaps of a document as far as it was read."""
    steps: dict[Path, set[str | int]] = {}
    for path in parsed.left_out:
        for depth, step in enumerate(path):
            steps.setdefault(path[:depth], set()).add(step)
    found = (located.finding for located in parsed.findings)
    unknown = frozenset(finding.path for finding in found if finding.rule == "unknown-key")
    for path in unknown:
        meant = _meant(path, parsed)
        if meant is not None:
            steps.setdefault(path[:-1], set()).add(meant)
    return Gaps(
        parsed=parsed,
        steps={path: frozenset(gaps) for path, gaps in steps.items()},
        unknown=unknown,
    )


def _meant(path: Path, parsed: Parsed) -> str | None:
    """The absent key that an unknown one resembles."""
    record = record_at(path[:-1])
    near = near_miss(path[-1], keys_of(record)) if record else None
    return None if near is None or near in parsed.document.value(path[:-1]) else near
