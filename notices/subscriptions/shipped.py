"""The files of subscribers that are shipped: illustrative ones, for demonstrations and tests."""

from __future__ import annotations

from importlib import resources

#: Their names, as `callboard subscribers import` takes them.
SHIPPED = ("m10-subscribers",)


def shipped_text(name: str) -> str | None:
    """The text of a shipped file by its name; None if there is none such."""
    if name not in SHIPPED:
        return None
    shelf = resources.files("notices.subscriptions") / "library"
    return (shelf / f"{name.replace('-', '_')}.yaml").read_text(encoding="utf-8")
