"""The base of all records of a runbook: frozen, and strict about unknown keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from runbooks.characters import first_control


def _harmless(text: str) -> str:
    control = first_control(text)
    if control is not None:
        code = f"U+{ord(control):04X}"
        raise PydanticCustomError(
            "control_character", "it holds the control character {code}", {"code": code}
        )
    return text


#: What a text needs besides its form: nothing in it drives a terminal.
Harmless = AfterValidator(_harmless)
#: Ids of tasks, gates, outages, parties, systems: what a person types at three in the morning.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]{0,63}$")]
#: A line of text for a person; never empty.
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), Harmless
]


class Record(BaseModel):
    """A frozen record. A changed copy is built anew: `model_copy` would keep cached properties."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        allow_inf_nan=False,
    )
