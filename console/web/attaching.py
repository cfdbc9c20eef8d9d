"""Attaching a file that was uploaded: asked first whether it may be, then kept, then said."""

from __future__ import annotations

from dataclasses import replace

from console.web.handing_in import Wish
from console.web.house import House
from console.web.posting import Posted
from console.web.reading import Look
from console.web.uploading import file_of, plain_name
from rehearsals.attachments import check_name, keep_stream
from rehearsals.core.command import Refusal
from rehearsals.core.commands import AttachFile
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact
from rehearsals.people.permissions import permit
from runbooks.errors import CallboardError

_OWN = ("task", "gate", "text")
#: What is asked about before anything is kept: any small text.
_TRIAL = {"sha256": "0" * 64, "size": 1, "media_type": "text/plain"}


def attach(house: House, look: Look, wish: Wish, sent: Posted) -> tuple[Fact, ...]:
    """Keep the file of an upload and attach it; raises what `keep_stream` and the desk do."""
    file = file_of(sent)
    name = plain_name(file)
    check_name(name)
    words = {key: wish.data[key] for key in _OWN if isinstance(wish.data.get(key), str)}
    trial = wish.asking.make(AttachFile, {"name": name, **_TRIAL, **words})
    visitor = wish.asking.visitor
    denied = permit(visitor.register, look.state, trial, visitor.now)
    if denied is not None or isinstance(decide(look.state, trial, look.now), Refusal):
        # Refused at the desk, and put down there, before anything is kept.
        return house.writer.submit(look.run, trial)
    try:
        kept = keep_stream(file.file, name, house.home)
    except OSError as error:
        raise CallboardError(
            "The file cannot be kept: the disk of the console is full, or cannot be written.",
            hint="Tell whoever runs the console, and write down in a note where the file is.",
        ) from error
    command = replace(trial, sha256=kept.sha256, size=kept.size, media_type=kept.media_type)
    return house.writer.submit(look.run, command)
