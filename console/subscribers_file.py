"""Taking in a file of subscribers: every problem at once, or all of it in one go."""

from __future__ import annotations

from pathlib import Path

from console import here
from console.acting import Acting
from console.errors import FAILED
from console.output import emit, talk, wrapped
from console.subscribers_desk import ask, policy, read_subscriptions, vault
from console.subscribers_told import subscription_sentence
from notices.subscriptions import asked as a
from notices.subscriptions.apply import take
from notices.subscriptions.reading import FileRead, read_subscribers
from notices.subscriptions.records import Subscriptions
from notices.subscriptions.shipped import SHIPPED, shipped_text
from runbooks.errors import CallboardError
from runbooks.yaml_reader import LONGEST_TEXT


def imported(ref: str, acting: Acting | None, *, check: bool) -> int:
    """Take in a file, or only say what is wrong with it or new in it; the exit code."""
    name, text = _text(ref)
    with read_subscriptions(acting) as subs:
        read = read_subscribers(text, name, subs, vault(), policy())
    if read.findings:
        emit(*map(str, read.findings))
        count = len(read.findings)
        talk(f"{count} problem{'s' if count > 1 else ''}; nothing was taken in.")
        return FAILED
    if read.notice:
        talk(wrapped(read.notice))
    if check:
        _preview(subs, read)
        return 0
    ask(
        lambda _, by: a.ImportSubscribers(entries=read.entries, mandatory=read.mandatory, **by),
        acting,
    )
    return 0


def _preview(subs: Subscriptions, read: FileRead) -> None:
    for event in read.fresh:
        subs = take(subs, event, here.now())
    emit(*(wrapped(subscription_sentence(event, subs)) for event in read.fresh))
    if read.fresh:
        talk("This is what it would change; nothing was taken in (--check).")
    else:
        emit("Nothing is new; the subscriptions are as they are.")


def _text(ref: str) -> tuple[str, str]:
    """The name and text of a file, or of a shipped one by its name; raises CallboardError."""
    shipped = shipped_text(ref)
    if shipped is not None:
        return f"library/{ref}.yaml", shipped
    try:
        with Path(ref).open("rb") as file:
            read = file.read(LONGEST_TEXT * 4 + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else ""
        raise CallboardError(
            f"There is no file of subscribers {ref!r}{f': {reason}' if reason else ''}.",
            hint=f"Give the path of a YAML or CSV file, or {SHIPPED[0]} for the shipped one.",
        ) from error
    return ref, read.decode("utf-8", errors="surrogateescape")
