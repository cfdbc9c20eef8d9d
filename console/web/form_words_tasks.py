"""The words of the forms about tasks."""

from __future__ import annotations

from collections.abc import Mapping

from console.web.form_records import FormWords
from rehearsals.core import commands as c

_ATTEMPT = frozenset({"attempt"})
_WHOSE = {"parties": "Whose part"}

TASK_WORDS: Mapping[type[c.AnyCommand], FormWords] = {
    c.StartTask: FormWords(
        title="Start a task",
        button="Start",
        hint="Say that work on it begins now.",
    ),
    c.CompleteTask: FormWords(
        title="A task is done",
        button="Done",
        hint="Say that the work is done. What was measured stays in the journal.",
        labels=_WHOSE,
        hints={"parties": "Each party confirms its own."},
        left_out=_ATTEMPT,
    ),
    c.FailTask: FormWords(
        title="A task has failed",
        button="It has failed",
        hint="What comes after it waits until it was done again or is left out.",
        danger=True,
        labels={"reason": "What went wrong"},
        left_out=_ATTEMPT,
    ),
    c.MarkUnknown: FormWords(
        title="Nobody knows how a task ended",
        button="Mark as unknown",
        hint="For a machine's task whose outcome must be looked at by somebody.",
        danger=True,
        left_out=_ATTEMPT,
    ),
    c.BlockTask: FormWords(
        title="A task cannot go on",
        button="It is blocked",
        hint="It stops nothing by itself: everybody sees it, and whoever can help is asked to.",
        labels={"reason": "Why it cannot go on", "needs": "What or whom it needs", **_WHOSE},
        hints={"parties": "None ticked: the whole task."},
    ),
    c.UnblockTask: FormWords(
        title="A blocked task can go on",
        button="It can go on",
        labels={"reason": "What has changed", **_WHOSE},
        hints={"parties": "None ticked: all that is blocked of it."},
    ),
    c.SkipTask: FormWords(
        title="Leave a task out",
        button="Leave it out",
        hint="It will not be done, and what comes after it may go on.",
        danger=True,
        labels={"reason": "Why it is left out"},
    ),
    c.HoldTask: FormWords(
        title="Hold a task",
        button="Hold",
        hint="It may not start until it is released.",
        labels={"reason": "Why it is held"},
    ),
    c.ReleaseTask: FormWords(
        title="Release a task", button="Release", labels={"reason": "Why it may go on"}
    ),
    c.StartOutOfSequence: FormWords(
        title="A task was begun out of sequence",
        button="Record the start",
        hint="Only if somebody really began before everything ahead of it was done. "
        "It stays marked for good, and never passes a gate.",
        danger=True,
        labels={"reason": "Why it was begun early"},
    ),
    c.ReopenTask: FormWords(
        title="Have a task done again",
        button="Reopen",
        hint="For what is done or left out, as long as nothing that relies on it has begun.",
        danger=True,
        labels={"reason": "Why it must be done again", **_WHOSE},
        hints={"parties": "None ticked: the whole task."},
    ),
    c.UndoEntry: FormWords(
        title="Take back a wrong entry",
        button="Take it back",
        hint="The newest entry about the task counts no more; the journal keeps both.",
        danger=True,
        labels={"reason": "What was wrong"},
    ),
    c.HoldBranch: FormWords(
        title="Hold a branch",
        button="Hold what is behind it",
        hint="Nothing new starts behind the task until the branch is released.",
        danger=True,
        labels={"task": "Behind which task", "reason": "Why it is held"},
    ),
    c.ReleaseBranch: FormWords(
        title="Release a branch",
        button="Release what is behind it",
        labels={"task": "Behind which task", "reason": "Why it may go on"},
    ),
    c.ReassignTask: FormWords(
        title="Give a task to another party",
        button="Give it to them",
        labels={"party": "To whom", "reason": "Why"},
    ),
}
