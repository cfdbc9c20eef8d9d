"""What is to be expected of a run if the rest goes by plan, from the instant it is looked at.

A plain pass over what is left, and no forecast: see `rehearsals/outlook/rest.py`.
"""

from __future__ import annotations

from console.standing import Standing
from rehearsals.outlook.rest import Rest, rest_of

Expected = Rest
#: What the pictures call it.
WORDS = "expected if the rest goes by plan"


def expected(stands: Standing) -> Expected:
    """What is left of a run as it stands, if it goes by plan; raises what `rest_of` does.

    Of a run that is over nothing is expected: it holds what was done.
    """
    return rest_of(stands.state, stands.now)
