"""From the text of a file of subscribers to a command, with every problem at once and its line.

What is wrong in one entry does not hide what is wrong in another; nothing is taken in while
anything is wrong. No problem repeats an address: that of a webhook is a secret.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from notices.channels.addresses import INTERNET, Policy
from notices.keys import Vault
from notices.subscriptions.addresses import read_address
from notices.subscriptions.apply import take
from notices.subscriptions.deciding_files import Step, decide_step
from notices.subscriptions.entered import Entry, MandatoryEntry, NewRoute
from notices.subscriptions.events import SubscriptionEvent
from notices.subscriptions.file import FileDuty, FileOrganisation, FileRoute
from notices.subscriptions.layout import Layout, laid_out
from notices.subscriptions.records import Subscriptions
from rehearsals.core.command import Refusal
from runbooks.findings import Located, Path, error, in_order, shown
from runbooks.records import Record

_KEYS = ("subscribers", "notice", "organisations", "mandatory")
_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of a file of subscribers there",
    "string_type": "must be text; put it in quotes",
    "tuple_type": "must be a list, in brackets",
    "model_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "is not written as it should be",
}
#: Nothing of what is decided of a file depends on an instant.
_ANY = datetime(2000, 1, 1, tzinfo=UTC)
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRead:
    """What a file says; without entries if there are findings."""

    entries: tuple[Entry, ...] = ()
    mandatory: tuple[MandatoryEntry, ...] = ()
    findings: tuple[Located, ...] = ()
    #: What is new in it.
    fresh: tuple[SubscriptionEvent, ...] = ()
    #: What readers must know, such as that it is illustrative.
    notice: str = ""


def read_subscribers(
    text: str, file: str, subs: Subscriptions, vault: Vault, policy: Policy = INTERNET
) -> FileRead:
    """Read a YAML file, or a CSV if its name ends so; nothing is raised, all is in `findings`.

    Bytes that are not UTF-8 are expected as lone surrogates (`errors="surrogateescape"`).
    """
    layout = laid_out(text, file)
    reader = _Reader(layout, vault, policy)
    if not layout.findings:
        reader.read(subs)
    if findings := [*layout.findings, *reader.findings]:
        return FileRead(findings=in_order(findings))
    return FileRead(
        entries=tuple(reader.entries),
        mandatory=tuple(reader.duties),
        fresh=tuple(reader.fresh),
        notice=str(layout.data.get("notice") or ""),
    )


class _Reader:
    """Goes through a file once, and notes what is wrong."""

    def __init__(self, layout: Layout, vault: Vault, policy: Policy) -> None:
        self._layout = layout
        self._vault = vault
        self._policy = policy
        self._addresses: set[tuple[str, str, bool]] = set()
        self.findings: list[Located] = []
        self.entries: list[Entry] = []
        self.duties: list[MandatoryEntry] = []
        self.fresh: list[SubscriptionEvent] = []

    def read(self, subs: Subscriptions) -> None:
        """Everything, each entry against the subscriptions as those before it would leave them."""
        data = self._layout.data
        for key in data:
            if key not in _KEYS:
                self._wrong((key,), "form", f"{shown(key)} is not a key of a file of subscribers.")
        if not isinstance(data.get("subscribers"), str):
            self._wrong(("subscribers",), "form", "subscribers is missing: what the file is called")
        if not isinstance(data.get("notice", ""), str):
            self._wrong(("notice",), "form", "notice must be text.")
        for path, step in self._steps(data):
            answer = decide_step(subs, step)
            if isinstance(answer, Refusal):
                self._wrong(path, answer.code, answer.message, answer.hint)
                continue
            for event in answer:
                subs = take(subs, event, _ANY)
            self.fresh.extend(answer)

    def _steps(self, data: Mapping[str, Any]) -> Iterator[tuple[Path, Step]]:
        for name, value in self._mapping(data, "organisations"):
            yield from self._organisation(str(name), value)
        for place, value in enumerate(self._list(data, ("mandatory",))):
            path: Path = ("mandatory", place)
            duty = self._validated(FileDuty, value, path)
            if duty is not None:
                entry = MandatoryEntry(system=duty.system, role=duty.role, source=duty.source)
                self.duties.append(entry)
                yield path, entry

    def _organisation(self, name: str, value: Any) -> Iterator[tuple[Path, Step]]:
        path: Path = ("organisations", name)
        if not isinstance(value, Mapping):
            self._wrong(path, "form", f"{shown(name)} must be a mapping of keys to values.")
            return
        own = {key: of for key, of in value.items() if key != "routes"}
        found = self._validated(FileOrganisation, own, path)
        routes = [
            ((*path, "routes", place), route)
            for place, raw in enumerate(self._list(value, (*path, "routes")))
            if (route := self._route(name, raw, (*path, "routes", place)))
        ]
        if found is None:
            return
        entry = Entry(
            subscriber=name, organisation=found.entered, routes=tuple(route for _, route in routes)
        )
        self.entries.append(entry)
        known = len(self.findings)
        yield path, entry
        if len(self.findings) == known:  # otherwise its routes would only say the same again
            yield from ((at, (name, route)) for at, route in routes)

    def _route(self, name: str, raw: Any, path: Path) -> NewRoute | None:
        route = self._validated(FileRoute, raw, path)
        if route is None:
            return None
        address = read_address(route.kind, route.typed, self._vault, self._policy)
        if isinstance(address, Refusal):
            self._wrong((*path, route.kind), address.code, address.message, address.hint)
            return None
        if (name, address.mark, route.test) in self._addresses:
            self._wrong(path, "twice", f"{name} has this address twice.", "Leave one of them out.")
            return None
        self._addresses.add((name, address.mark, route.test))
        return address.route(
            label=route.label,
            interest=route.interest,
            role_mailbox=route.role_mailbox,
            test=route.test,
            calendar=route.calendar,
            fallback=route.fallback,
        )

    def _mapping(self, data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
        value = data.get(key)
        if isinstance(value, Mapping):
            yield from value.items()
        elif value is not None:
            self._wrong((key,), "form", f"{key} must be a mapping of keys to values.")

    def _list(self, data: Mapping[str, Any], path: Path) -> list[Any]:
        value = data.get(str(path[-1]))
        if value is not None and not isinstance(value, list):
            self._wrong(path, "form", f"{path[-1]} must be a list.")
        return value if isinstance(value, list) else []

    def _validated(self, kind: type[R], value: Any, path: Path) -> R | None:
        try:
            return kind.model_validate_json(json.dumps(value), strict=True)
        except ValidationError as invalid:
            for problem in invalid.errors(include_url=False, include_input=False):
                where: Path = (*path, *problem["loc"])
                self._wrong(
                    where, "form", f"{shown('.'.join(map(str, where)))[1:-1]} {_said(problem)}."
                )
        return None

    def _wrong(self, path: Path, rule: str, message: str, hint: str = "Correct it there.") -> None:
        self.findings.append(self._layout.located(error(rule, path, message, hint)))


def _said(problem: Mapping[str, Any]) -> str:
    if plain := _PLAIN.get(str(problem["type"])):
        return plain
    raised = problem.get("ctx", {}).get("error")
    return str(raised) if raised is not None else f"is wrong: {problem['msg']}"
