"""What must have begun or ended before an end of a task, read off the links as they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from runbooks.tasks import Link, Task

#: A task and "start", "finish", or "likely": its finish, expected while it runs.
End = tuple[str, str]


class Ends:
    """The ends of some tasks; links to others are met. Meetings are never expected to end."""

    def __init__(self, tasks: Mapping[str, Task], meetings: Collection[str]) -> None:
        self._links = {
            name: [link for link in task.after if link.task in tasks]
            for name, task in tasks.items()
        }
        self._meetings = meetings

    def before(self, task: str, end: str = "start") -> set[End]:
        """The ends, near and far, that come before one."""
        found: set[End] = set()
        waiting = [(task, end)]
        while waiting:
            fresh = set(self._ahead(*waiting.pop())) - found
            found |= fresh
            waiting += fresh
        return found

    def near(self, task: str, end: str = "start") -> set[End]:
        """The ends that the links of a task name, for its start or its finish."""
        return {self._counted(link) for link in self._holding(task, end)}

    def tasks_before(self, task: str, end: str = "start") -> set[str]:
        """The tasks of which any end comes before one."""
        return {name for name, _ in self.before(task, end)} - {task}

    def finished_before(self, task: str, end: str = "start") -> set[str]:
        """The tasks that have to be settled before one comes, or nearly: expected at the least."""
        return {name for name, which in self.before(task, end) if which != "start"}

    def is_lead(self, link: Link) -> bool:
        """Whether a link lets go before the end that it counts from."""
        return link.lag < 0 and link.link in ("FS", "FF") and link.task not in self._meetings

    def _ahead(self, task: str, end: str) -> Iterator[End]:
        if end == "likely":
            yield task, "start"
            for link in self._holding(task, "finish"):
                yield link.task, "finish" if link.link == "FF" else "start"
            return
        if end == "finish":
            yield task, "start"
        for link in self._holding(task, end):
            yield self._counted(link)

    def _holding(self, task: str, end: str) -> Iterator[Link]:
        kinds = ("FS", "SS") if end == "start" else ("FF", "SF")
        return (link for link in self._links[task] if link.link in kinds)

    def _counted(self, link: Link) -> End:
        if link.link in ("SS", "SF"):
            return link.task, "start"
        return link.task, "likely" if self.is_lead(link) else "finish"
