"""The flow that drives a run: `flows.rehearse:rehearse`, with the run's id and nothing else."""

from __future__ import annotations

import os
from uuid import UUID

from prefect import State, flow
from prefect.logging import get_logger
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed

from flows.announcing import JournalAnnouncements
from flows.environment import patience_from
from flows.executor import PrefectExecutor
from flows.mirror_thread import MirrorThread
from flows.prefect_view import FLOW
from flows.wiring import CALL, Call, drive, how_left, opened_journal, resolved
from rehearsals.engine.settings import settings_from


@flow(name=FLOW, flow_run_name="{run_id}", retries=0, persist_result=False)
def rehearse(run_id: str) -> State[str]:
    """Drive a run to its end, or until it is stopped; the flow's result is the run's status.

    A run that is stopped leaves a cancelled flow run; `callboard resume` starts another one.
    """
    call = CALL.get() or Call()
    try:
        ended = _drive(run_id, call)
    except BaseException as error:
        call.error = error
        raise
    finally:
        if CALL.get() is None and call.drain and (said := call.drain()):
            get_logger("callboard").warning(said)
    if ended == "interrupted":
        return Cancelled(message="Stopped; `callboard resume` goes on with the run.")
    return Completed(message=f"The run is {ended.replace('_', ' ')}.", data=ended)


def _drive(run_id: str, call: Call) -> str:
    settings = settings_from()
    with opened_journal(settings) as journal:
        run = resolved(journal, run_id)
        executor = PrefectExecutor(settings, JournalAnnouncements(journal))
        flow_run_id = UUID(flow_run.get_id())
        patience = patience_from(os.environ)
        mirror = MirrorThread(
            settings, run, flow_run_id, carried=executor.carried, patience=patience
        )
        call.drain = mirror.drain
        call.began = True
        return how_left(drive(settings, journal, run, executor, (mirror,)))
