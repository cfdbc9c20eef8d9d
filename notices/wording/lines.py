"""Text of people made harmless: one line of it, in ASCII where a header asks for that, and cut.

What a runbook or a person says is only ever a value in a notice. It cannot begin a line of its own,
drive a terminal, turn the direction of writing, or make a second header of a mail.
"""

from __future__ import annotations

import json
import unicodedata

#: Characters that are no text: controls, those that show nothing, halves of pairs, unassigned ones.
_NO_TEXT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
#: What has no ASCII form of its own, in the form that everybody types.
_ASCII = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{POUND SIGN}": "GBP ",
    }
)


def one_line(text: str) -> str:
    """The text in one line, with single spaces and nothing in it that is not text."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(one) in _NO_TEXT else one for one in text)
    return " ".join("".join(kept).split())


def in_ascii(text: str) -> str:
    """The text in one line of ASCII: accents fall off, and what has no ASCII form is `?`."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return one_line(bare.encode("ascii", "replace").decode("ascii"))


def shortened(text: str, most: int) -> str:
    """The text with at most so many characters, which must be more than 3; a cut shows."""
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."


def fitting(text: str, most: int, note: str) -> str:
    """The text with at most so many bytes as JSON writes it, and a note where it was cut.

    `most` must leave room for the note.
    """
    if _written(text) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _written(text[:middle] + note) <= most else (low, middle - 1)
    return text[:low].rstrip() + note


def _written(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode())
