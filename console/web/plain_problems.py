"""What is wrong with a field, in the words of people instead of those of the checker of types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field here.",
    "string_type": "This must be one text.",
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "int_from_float": "This must be a whole number.",
    "float_type": "This must be a number, such as 12.5.",
    "float_parsing": "This must be a number, such as 12.5.",
    "finite_number": "This must be a number, such as 12.5.",
    "bool_type": "Say yes or no.",
    "bool_parsing": "Say yes or no.",
    "tuple_type": "This must be a list.",
    "dict_type": "This must have a name and a value for each.",
    "dataclass_type": "Fill in all its parts.",
    "datetime_type": "This must be a time, such as 2026-03-01 12:00.",
    "datetime_parsing": "This must be a time, such as 2026-03-01 12:00.",
    "datetime_from_date_parsing": "This must be a time, such as 2026-03-01 12:00.",
    "timezone_aware": "This time needs its zone.",
}


def problem_words(error: Mapping[str, Any]) -> str:
    """One problem that pydantic found, as people read it."""
    if error["type"] == "literal_error":
        return f"Choose one of {str(error['ctx']['expected']).replace(' or ', ', ')}."
    return _WORDS.get(error["type"], f"This does not fit: {error['msg']}.")
