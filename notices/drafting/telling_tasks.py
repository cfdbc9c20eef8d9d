"""`notify` tasks of the runbook: done once what they name is out, whoever let it out.

Nothing is sent for them: a notice that is out is never sent a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notices.core.asked import FulfilTask, WarnApprover
from notices.core.fitting import awaits_all_clear
from notices.core.notice import Notice
from notices.drafting.case import KEEPER, NOTHING, Asked, Case, by_keeper
from notices.drafting.coming import will_not_come
from notices.drafting.view import View
from rehearsals.core.command import ENGINE
from runbooks.tasks import NotifyRun, Task

ASKED = "asked"


def told_for_tasks(view: View, cases: Sequence[Case], fulfilled: set[tuple[str, int]]) -> Asked:
    """What the `notify` tasks that run ask for."""
    commands: list[FulfilTask | WarnApprover] = []
    for task, notify, attempt in _running(view):
        if (task.id, attempt) in fulfilled:
            continue
        concerned = [case for case in cases if _concerns(case, notify)]
        keys = [key_of(case, notify) for case in concerned]
        if all(keys):
            commands.append(
                FulfilTask(
                    id=f"notices:{view.state.run}:task:{task.id}:{attempt}",
                    actor=KEEPER,
                    channel=ENGINE,
                    task=task.id,
                    attempt=attempt,
                    keys=tuple(key for key in keys if key),
                )
            )
        for case, key in zip(concerned, keys, strict=True):
            if not key:
                commands += _waiting(case, task, attempt)
    return Asked(commands=tuple(commands)) if commands else NOTHING


def key_of(case: Case, notify: NotifyRun) -> str:
    """The key of the first revision that told what a task asks for; empty if none did yet."""
    for revision in case.thread.revisions:
        if _tells(revision.notice, notify):
            return revision.notice.key
    return ""


def _tells(notice: Notice, notify: NotifyRun) -> bool:
    """Whether a revision says it; what was cancelled has nothing more to say."""
    if notice.status == "cancelled" or notify.told == "announced":
        return True
    over = notice.status == "completed" or notice.content.actual.end is not None
    match notify.told:
        case "firm":
            return notice.status != "provisional"
        case "started":
            return over or notice.status == "started"
        case "completed":
            return over
        case "all_clear":
            return notice.kind == "all_clear" or (over and not awaits_all_clear(notice))


def _running(view: View) -> Iterator[tuple[Task, NotifyRun, int]]:
    for key, record in view.state.tasks.items():
        task = view.state.index.tasks.get(key)
        if task is not None and task.run and task.run.notify and record.progress == "running":
            yield task, task.run.notify, record.attempts[-1].number


def _concerns(case: Case, notify: NotifyRun) -> bool:
    """Whether it is one of the task's; what is not to come and was never told is left aside."""
    if notify.outages and case.subject.outage not in notify.outages:
        return False
    return case.newest is not None or not will_not_come(case)


def _waiting(case: Case, task: Task, attempt: int) -> Iterator[WarnApprover]:
    """The task waits for a draft: whoever approves is told, once for each draft."""
    draft = case.draft
    if draft is None or draft.approval != "person":
        return
    if any(one.draft == draft.id and one.rung == ASKED for one in case.thread.warnings):
        return
    yield WarnApprover(
        **by_keeper(case, "asked", draft.id, task.id, attempt),
        notice=case.subject.notice,
        draft=draft.id,
        rung=ASKED,
        needed_by=case.now,
        text=f"Task {task.id} waits: the draft of {case.subject.notice} is not approved.",
    )
