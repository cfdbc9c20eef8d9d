"""Where templates are rendered: Jinja2's sandbox, in which a value is never a template.

Whatever a template puts out is made one harmless line first; HTML is escaped besides.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from notices.wording import phrases, times
from notices.wording.lines import one_line


@cache
def sandbox(*, html: bool = False) -> ImmutableSandboxedEnvironment:
    """No private attributes, no changes, no name left undefined; escaping for HTML alone."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=html,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        both=times.both,
        near=times.near,
        span=times.span,
        window=times.window_text,
        periods=times.periods_text,
        names=phrases.names,
        people=phrases.people,
        named=phrases.named,
        rung=phrases.rung_words,
        impact=phrases.IMPACT_WORDS.__getitem__,
        data=phrases.DATA_WORDS.__getitem__,
    )
    return environment


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return one_line(value)
    return value
