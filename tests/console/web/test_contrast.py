"""The colours of the console: text, controls and states can be told from what they lie on."""

from __future__ import annotations

import re

import pytest

from tests.console.web.gallery import STATIC

TEXTS = ("ink", "soft", "accent", "ready", "running", "done", "failed", "held", "unknown")
GROUNDS = (
    "ground", "surface", "raised", "info-wash", "ok-wash", "warn-wash", "danger-wash",
    "unknown-wash",
)  # fmt: skip
MODES = ("live", "rehearsal", "simulation")


def tokens(sheet: str) -> list[dict[str, str]]:
    """The colours of each block of a sheet in turn; what a block leaves out is as before."""
    known: dict[str, str] = {}
    blocks = []
    for block in re.findall(r"(?::root|\.wall) \{(.*?)\}", (STATIC / sheet).read_text(), re.DOTALL):
        found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        if found:
            known = known | found
            blocks.append(known)
    return blocks


LIGHT, DARK = tokens("tokens.css")
WALL = LIGHT | tokens("wall.css")[0]
SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK, WALL], ids=["light", "dark", "the Wall"])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@SCHEMES
def test_text_and_states_are_readable_on_every_ground(colours: dict[str, str]) -> None:
    """At least 4.5 to 1."""
    poor = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text in TEXTS
        for ground in GROUNDS
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert poor == {}


@SCHEMES
def test_controls_and_bands_are_told_apart(colours: dict[str, str]) -> None:
    """The edge of a control at least 3 to 1, words on filled colours at least 4.5 to 1."""
    assert min(contrast(colours["edge"], colours[one]) for one in GROUNDS[:3]) >= 3
    filled = [contrast(colours["accent-ink"], colours[one]) for one in ("accent", "failed")]
    bands = [contrast(colours[f"{mode}-ink"], colours[mode]) for mode in MODES]
    assert min(filled + bands) >= 4.5
