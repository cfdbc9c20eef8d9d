"""Taking in a people file: every problem at once, or all of it in one go."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from console import here
from console.acting import Acting
from console.beginning import begun
from console.errors import FAILED
from console.keeping import opened_people, say
from console.output import emit, talk, wrapped
from rehearsals.people import asked as a
from rehearsals.people.apply import take
from rehearsals.people.reading import PeopleRead, read_people
from runbooks.errors import CallboardError
from runbooks.yaml_reader import LONGEST_TEXT

_SHELF = resources.files("rehearsals.people") / "library"
#: The names of the files that are shipped.
SHIPPED = ("m10-people",)


def imported(ref: str, who: Acting, *, check: bool) -> int:
    """Take in a file, or only say what is wrong with it or new in it; the exit code."""
    name, text = people_text(ref)
    with opened_people() as ledger:
        register = ledger.state()
    read = read_people(text, name, register, here.now())
    if read.findings:
        emit(*map(str, read.findings))
        count = len(read.findings)
        talk(f"{count} problem{'s' if count > 1 else ''}; nothing was taken in.")
        return FAILED
    if read.notice:
        talk(wrapped(read.notice))
    if check or (not read.fresh and not register.is_empty):
        after = register
        for event in read.fresh:
            after = take(after, event, here.now())
        say(list(read.fresh), after)
        if check and read.fresh:
            talk("This is what it would change; nothing was taken in (--check).")
        return 0
    _submit(read, who)
    return 0


def _submit(read: PeopleRead, who: Acting) -> None:
    begun(
        lambda _, token, by: a.ImportPeople(wanted=a.Wanted(read.wanted), first_token=token, **by),
        who,
    )


def people_text(ref: str) -> tuple[str, str]:
    """The name and text of a file, or of a shipped one by its name; raises CallboardError."""
    shipped = _SHELF / f"{ref}.yaml"
    if "/" not in ref and shipped.is_file():
        return f"library/{shipped.name}", shipped.read_text(encoding="utf-8")
    try:
        with Path(ref).open("rb") as file:
            read = file.read(LONGEST_TEXT * 4 + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else ""
        raise CallboardError(
            f"There is no people file {ref!r}{f': {reason}' if reason else ''}.",
            hint="Give the path of a YAML file, or m10-people for the shipped one.",
        ) from error
    return ref, read.decode("utf-8", errors="surrogateescape")
