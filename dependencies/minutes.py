"""Lengths of time in minutes, as programs are given them."""

from __future__ import annotations


def minutes(seconds: int) -> int | float:
    """Seconds as minutes: a whole number where it is one."""
    whole, rest = divmod(seconds, 60)
    return whole if not rest else seconds / 60
