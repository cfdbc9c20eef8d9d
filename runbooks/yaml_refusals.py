"""The words for YAML that is refused, by a short name of the reason."""

from __future__ import annotations

from runbooks.findings import Finding, error

_SPLIT = "Split the cutover into several runbooks."
#: Reason: rule id, message, hint; braces are filled in by the reader.
_REFUSALS = {
    "long": ("too-big", "The file is longer than {limit:,} characters.", _SPLIT),
    "many": ("too-big", "The file has more than {limit:,} values.", _SPLIT),
    "deep": (
        "too-deep",
        "More than {limit} levels are nested.",
        "A runbook needs fewer than ten; close a bracket or mend the indentation.",
    ),
    "alias": (
        "alias",
        "The alias *{name} is refused.",
        "Write the value out: a few aliases can unfold to gigabytes.",
    ),
    "anchor": (
        "alias",
        "The anchor &{name} is refused.",
        "Remove it, and write the value out where it is needed.",
    ),
    "tag": ("syntax", "The tag {name} is refused.", "Remove it; quotes make a text of any value."),
    "twice": (
        "duplicate-key",
        "The key {name} stands here a second time.",
        "Remove one of them; the first is in line {line}.",
    ),
    "key": ("syntax", "A mapping or a list is used as a key.", "Keys are plain words."),
    "empty": ("syntax", "There is nothing in the file.", "Give the right file."),
    "root": (
        "syntax",
        "The file is not a mapping of keys to values.",
        "It begins with keys; those of a runbook are `runbook:`, `title:` and `tasks:`.",
    ),
    "second": (
        "syntax",
        "A second document begins here.",
        "Keep one runbook a file: remove the line `---`.",
    ),
    "character": (
        "syntax",
        "{what} stands here.",
        "Save the file as UTF-8 text without control characters.",
    ),
    "tab": ("syntax", "A tab stands where YAML allows only spaces.", "Indent with spaces."),
    "syntax": (
        "syntax",
        "The YAML cannot be read: {problem}.",
        "Look at this line and the one above: indentation, colons, quotes, brackets.",
    ),
}


def refusal(reason: str, **words: str | int) -> Finding:
    """The finding for a reason, with its words filled in."""
    rule, message, hint = _REFUSALS[reason]
    return error(rule, (), message.format(**words), hint.format(**words))
