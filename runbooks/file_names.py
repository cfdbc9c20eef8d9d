"""Names of files that can be shown for years and written on any disk: plain, short, no path."""

from __future__ import annotations

from runbooks.characters import first_control

#: Characters of a name at most, and its bytes in UTF-8, which disks count.
LONGEST = 200
_MOST_BYTES = 255
#: What ends a name on one system or another, or means a path or a stream.
_FORBIDDEN = frozenset('/\\:*?"<>|')
#: Marks of the direction of writing that stand in no word, and what takes no room.
_UNSEEN = frozenset("\u061c\u200b\u200e\u200f\u2060\ufeff")
#: What Windows takes for a device, whatever the ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


def why_not_plain(name: str) -> str | None:
    """Why a name cannot be kept, such as `holds control characters`; None if it can."""
    if not name.strip(" ."):
        return "is empty"
    if len(name) > LONGEST or len(name.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        return f"has more than {LONGEST} characters"
    if first_control(name) is not None or "\n" in name or "\t" in name or not name.isprintable():
        return "holds control characters"
    if not _UNSEEN.isdisjoint(name):
        return "holds characters that nobody sees"
    if not _FORBIDDEN.isdisjoint(name):
        return "holds characters of a path"
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return "begins or ends with a dot or a space"
    if name.partition(".")[0].rstrip().casefold() in _DEVICES:
        return "is that of a device"
    return None
