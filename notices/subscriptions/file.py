"""The form of a file of subscribers: organisations with their routes, and what they must be told.

subscribers: m10
organisations:
  acme:
    name: Acme Energy
    roles: [supplier]
    routes:
      - {email: outages@acme.example, label: Service desk, role_mailbox: true}
      - {webhook: "https://hooks.acme.example/outages", systems: [EES, DIP]}
mandatory:
  - {system: EES, role: supplier, source: "who laid it down, and where"}
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from notices.subscriptions.entered import Organisation
from notices.subscriptions.records import Interest, RouteKind
from runbooks.records import Id, Record, Text

KINDS: tuple[RouteKind, ...] = ("email", "webhook", "slack_webhook", "slack_bot")


class FileRoute(Record):
    """A route: its address under the name of its kind, and what goes over it."""

    email: Text | None = None
    webhook: Text | None = None
    slack_webhook: Text | None = None
    #: The id of a channel; the token of the bot is the environment's.
    slack_bot: Text | None = None
    label: str = ""
    systems: tuple[Id, ...] = ()
    environments: tuple[Id, ...] = ()
    role_mailbox: bool = False
    test: bool = False
    calendar: bool = False
    fallback: bool = False

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            raise ValueError(f"needs exactly one of {', '.join(KINDS)}")
        return self

    @property
    def kind(self) -> RouteKind:
        """How it reaches people."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def typed(self) -> str:
        """Its address as it was written."""
        return str(getattr(self, self.kind))

    @property
    def interest(self) -> Interest:
        """What it asks for."""
        return Interest(systems=self.systems, environments=self.environments)


class FileOrganisation(Record):
    """An organisation that is told, whose routes are looked at one by one."""

    name: Text
    roles: tuple[Id, ...]
    mpids: tuple[Text, ...] = ()

    @property
    def entered(self) -> Organisation:
        """What a command says of it."""
        return Organisation(name=self.name, roles=self.roles, mpids=self.mpids)


class FileDuty(Record):
    """A system of which those in a role must be told."""

    system: Id
    role: Id
    source: Text
