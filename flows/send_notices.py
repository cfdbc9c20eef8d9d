"""The flow that sends notices which are due: `flows.send_notices:send_notices`, without parameters.

It may be scheduled as often as is liked, beside other senders and beside itself: a delivery is in
one sender's hand at a time. What fails is due again later, for whichever sender comes then.
"""

from __future__ import annotations

import asyncio
import os

from prefect import State, flow
from prefect.states import Completed

from flows.sending import send_due
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import settings_from
from runbooks.clocktime import rfc3339


@flow(name="send_notices", retries=0, persist_result=False)
def send_notices() -> State[None]:
    """Send all notices that are due now, over the channels that are set up here."""
    # A loop of its own: that of Prefect ends with the flow, and so would the connections.
    due = asyncio.run(send_due(settings_from(), SystemClock().now, os.environ))
    then = f"The next is due {rfc3339(due)}." if due else "Nothing else waits."
    return Completed(message=f"What was due is sent. {then}")
