"""What is typed into the forms of notices: times on the wall clock, and words; as commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pendulum
from starlette.datastructures import FormData

from console.web.asking import Asking
from console.web.notices_trying import Room
from console.web.typed_values import Misread
from console.web.views.notices_said import kinds_by_hand
from console.web.wall_times import read_wall
from notices.core.asked import ApproveDraft, WriteUpdate
from notices.core.drafts import Draft
from notices.core.state import Thread
from notices.core.words import Kind
from runbooks.errors import TimeError

#: The fields of both forms.
TIMES, WORDS = ("start", "end", "next_update_due"), ("cause", "action_required")


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """A form as it was sent: what a field holds, and what it held when it was opened."""

    given: Mapping[str, str]
    before: Mapping[str, str]

    def changed(self, name: str) -> str | None:
        """What was typed over what stood there; None where nothing was."""
        now = self.given.get(name)
        return None if now is None or now == self.before.get(name, "") else now


def stamp(instant: datetime | None, zone: str) -> str:
    """An instant as a field holds it: with day and zone, so that it means the same later."""
    if instant is None:
        return ""
    return pendulum.instance(instant).in_timezone(zone).format("YYYY-MM-DD HH:mm zz")


def filled_in(draft: Draft, zone: str) -> dict[str, str]:
    """What the form of a draft holds when it is opened."""
    content = draft.content
    return {
        "end": stamp(content.window.end, zone),
        "cause": content.cause,
        "action_required": content.action_required,
        "next_update_due": stamp(content.next_update_due, zone),
    }


def given_in(form: FormData) -> dict[str, str]:
    """The fields of a form that are a command's own; what was emptied is there, and empty."""
    found = {name: form.get(name) for name in (*TIMES, *WORDS, "kind", "draft", "reason")}
    return {
        name: value.replace("\r\n", "\n").strip()
        for name, value in found.items()
        if isinstance(value, str)
    }


def approval(room: Room, draft: Draft, given: Mapping[str, str], asking: Asking) -> ApproveDraft:
    """The approval that was typed; raises Misread."""
    typed = Typed(given=given, before=filled_in(draft, room.seen.zone))
    times = _times(room, typed, ("end", "next_update_due"))
    return asking.make(
        ApproveDraft,
        {
            # The draft that was looked at: another one may have taken its place.
            "draft": given.get("draft") or draft.id,
            **times,
            **{name: typed.changed(name) for name in WORDS},
        },
    )


def update(room: Room, thread: Thread, given: Mapping[str, str], asking: Asking) -> WriteUpdate:
    """The update that was typed; raises Misread."""
    newest = thread.newest
    before = {"action_required": newest.content.action_required} if newest else {}
    typed = Typed(given=given, before=before)
    problems = _missing(given)
    kind = _kind(thread, given, problems)
    times = _times(room, typed, TIMES, problems)
    return asking.make(
        WriteUpdate,
        {
            "notice": thread.id,
            "kind": kind,
            "cause": given["cause"],
            "action_required": typed.changed("action_required"),
            **times,
        },
    )


def _missing(given: Mapping[str, str]) -> dict[str, str]:
    return {} if given.get("cause") else {"cause": "Say what is new, and why: it is sent."}


def _kind(thread: Thread, given: Mapping[str, str], problems: dict[str, str]) -> Kind:
    fitting = dict(kinds_by_hand(thread))
    kind = next((one for one in fitting if one == given.get("kind")), None)
    if kind is None:
        problems["kind"] = "Choose one of these; others do not fit now."
        return "updated"
    return kind


def _times(
    room: Room,
    typed: Typed,
    names: tuple[str, ...],
    problems: dict[str, str] | None = None,
) -> dict[str, datetime | None]:
    """The times that were typed, None where none was; raises Misread naming all that is wrong."""
    found: dict[str, datetime | None] = {}
    wrong = problems if problems is not None else {}
    for name in names:
        text = typed.changed(name)
        found[name] = None
        if not text:
            continue
        try:
            found[name] = read_wall(text, room.seen.zone, room.seen.now, past=False)
        except TimeError as error:
            wrong[name] = f"{error} {error.hint or ''}".strip()
    if wrong:
        raise Misread(wrong)
    return found
