"""Working calendars and scarce resources, as a runbook declares them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from runbooks.records import Record


class Calendar(Record):
    """When work happens: days of the week, hours of the day, and whose bank holidays count."""

    days: Annotated[str, StringConstraints(pattern=r"^[a-z]{3}(-[a-z]{3})?(,[a-z]{3})*$")] = (
        "mon-fri"
    )
    hours: Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$")] = "09:00-17:00"
    holidays: Literal["none", "england", "scotland"] = "none"


class Resource(Record):
    """People or a team of which only so many tasks can have one at a time."""

    capacity: int = Field(ge=1)
