"""What a file really is: its media type, by the ending of its name and by its content together.

What is not known here is refused, and so is a file whose content is not what its name says. Refused
on purpose are HTML, SVG and XML, which a browser may run; programs and scripts; Office files with
macros; ZIP, of which nobody sees what is in it; and MSG, which cannot be told from an old Office
file with macros (a mail is saved as EML, which is text).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

#: Bytes of the beginning that are enough to tell.
HEAD = 4096
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What stands at the very beginning, by ending.
_MAGIC: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    ".gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
}
_TEXT: Mapping[str, str] = {
    ".csv": "text/csv",
    ".eml": "message/rfc822",
    ".json": "application/json",
    ".log": "text/plain",
    ".txt": "text/plain",
}
#: The type, and the folder in which its content stands.
_OFFICE: Mapping[str, tuple[str, str]] = {".docx": (_WORD, "word/"), ".xlsx": (_SHEET, "xl/")}
#: Office files of more parts than these are no letters.
_MOST_PARTS = 5_000
#: C0 but for tab, line feed, form feed, carriage return and escape, which logs have.
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
#: What a text begins with that a browser or a shell might run.
_RUNS = ("<", "#!", "%!ps", "{\\rtf")
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+\r?\n")

#: The endings of what is taken.
ENDINGS = tuple(sorted({*_MAGIC, *_TEXT, *_OFFICE}))


def media_type_of(name: str, file: IO[bytes]) -> str | None:
    """The media type of a whole file that can be read from anywhere in it; None: not taken."""
    ending = PurePosixPath(name).suffix.lower()
    file.seek(0)
    head = file.read(HEAD)
    if ending in _MAGIC:
        kind, beginnings = _MAGIC[ending]
        return kind if head.startswith(beginnings) else None
    if ending in _OFFICE:
        kind, folder = _OFFICE[ending]
        return kind if _is_office(file, folder) else None
    if ending in _TEXT and _is_text(file):
        return _TEXT[ending] if _reads_as(ending, head) else None
    return None


def _is_text(file: IO[bytes]) -> bool:
    """UTF-8 throughout, and nothing in it that no text holds."""
    decode = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    try:
        while chunk := file.read(1 << 16):
            if _BINARY.search(decode.decode(chunk)):
                return False
        decode.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _reads_as(ending: str, head: bytes) -> bool:
    text = head.decode("utf-8-sig", errors="ignore")
    begins = text.lstrip().casefold()
    if begins.startswith(_RUNS):
        return False
    if ending == ".json":
        return begins.startswith(("{", "["))
    if ending == ".eml":
        # A long header may not end within what was read.
        return _HEADER.match(f"{text}\n\n") is not None
    return True


def _is_office(file: IO[bytes], folder: str) -> bool:
    """An Office file with a document of its kind and without macros; nothing is unpacked."""
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return False
    try:
        with ZipFile(file) as parts:
            names = parts.namelist()
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    folded = [name.casefold() for name in names]
    return (
        len(names) <= _MOST_PARTS
        and "[Content_Types].xml" in names
        and any(name.startswith(folder) for name in names)
        and not any("vbaproject" in name or name.endswith(".exe") for name in folded)
    )
