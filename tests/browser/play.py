"""The vocabulary of the play: what people do at the pages, by the words that they see there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playwright.sync_api import FilePayload, Page, expect

from tests.console.web.place import PASSWORD

RUN = "DR1"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Somebody:
    """A person in a session of their own, with or without JavaScript."""

    id: str
    page: Page

    def signs_in(self, then: str = "/") -> None:
        """Sign in by the form, and be led to where they wanted to go."""
        self.page.goto(f"/sign-in?next={then}")
        self.page.get_by_label("Your id or e-mail address").fill(self.id)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.presses("Sign in")
        self.page.wait_for_url(f"**{then}")

    def goes_to(self, place: str) -> None:
        """Open a page of the run."""
        # Scripts have run by then; pictures and style need not be there.
        self.page.goto(f"/runs/{RUN}/{place}", wait_until="domcontentloaded")

    def presses(self, words: str) -> None:
        """Press a button, or follow a link that looks like one."""
        main = self.page.locator("main")
        link = main.get_by_role("link", name=words, exact=True)
        main.get_by_role("button", name=words, exact=True).or_(link).click()

    def unfolds(self, words: str) -> None:
        """Open what is folded away under a few words."""
        self.page.locator("main").locator("summary", has_text=words).first.click()

    def writes(self, field: str, text: str) -> None:
        """Fill in a field of those that are seen."""
        self.page.get_by_label(field).locator("visible=true").fill(text)

    def measures(self, figures: Mapping[str, str]) -> None:
        """Fill in what was measured, by its label."""
        for label, figure in figures.items():
            self.writes(label, figure)

    def is_told(self, words: str) -> None:
        """Be told what was done, or why it was not."""
        said = self.page.get_by_role("status").or_(self.page.get_by_role("alert"))
        expect(said.filter(has_text=words).first).to_be_visible()

    def sees(self, words: str) -> None:
        """See words on the page as it stands."""
        expect(self.page.locator("main")).to_contain_text(words)

    def opens_a_rehearsal(self, title: str) -> None:
        """Choose a runbook, look at what it would be, and start it; nobody is simulated."""
        self.page.goto("/runs/new")
        self.presses(title)
        self.page.get_by_label("How fast its clock goes").select_option("1")
        self.page.get_by_label("Nobody is simulated").check()
        self.presses("Look at it first")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Start {RUN}?")
        self.presses(f"Start {RUN}")
        self.is_told(f"Run {RUN} is open")

    def starts(self, task: str) -> None:
        """Start a task on My tasks, with one tap; with two where others are affected at once."""
        number, title = task.split(" ", 1)
        self.goes_to("mine")
        self.presses(f"Start {title}")
        if "/do/start-task" in self.page.url:
            self.presses("Start")
        self.is_told(f"{number} {title}: running")

    def finishes(self, task: str, measured: Mapping[str, str] = NOTHING) -> None:
        """Say on My tasks that a task is done, with what was measured."""
        number, title = task.split(" ", 1)
        self.goes_to("mine")
        self.presses(f"Done {title}")
        self.measures(measured)
        if measured or "/do/complete-task" in self.page.url:
            self.presses("Done")
        self.is_told(f"{number} {title}: done")

    def confirms_copy(self, task: str, party: str) -> None:
        """Say for one's own party that its copy of a task is done."""
        self.goes_to("mine")
        self.presses(f"Done for {party} {task.split(' ', 1)[1]}")
        self.is_told(f"{party}")

    def blocks(self, task: str, why: str, needs: str) -> None:
        """Say that a task cannot go on, and what it needs."""
        self.goes_to("mine")
        self.presses(f"Blocked {task.split(' ', 1)[1]}")
        self.writes("Why it cannot go on", why)
        self.writes("What or whom it needs", needs)
        self.presses("It is blocked")
        self.is_told(why)

    def unblocks(self, task: str, why: str) -> None:
        """Say that a task can go on."""
        self.goes_to("mine")
        self.presses(f"Can go on {task.split(' ', 1)[1]}")
        self.writes("What has changed", why)
        self.presses("It can go on")
        self.is_told("can go on")

    def notes(self, task: str, text: str) -> None:
        """Write a note on a task, from My tasks."""
        self.goes_to("mine")
        self.unfolds("More")
        self.presses(f"Note {task.split(' ', 1)[1]}")
        self.writes("The note", text)
        self.presses("Write it down")
        self.is_told(text)

    def attaches(self, task: str, file: FilePayload) -> None:
        """Attach a file to a task, from its page."""
        number, title = task.split(" ", 1)
        self.goes_to(f"tasks/{number}")
        self.presses(f"Attach {title}")
        self.page.get_by_label("The file").set_input_files(file)
        self.presses("Attach it")
        self.is_told(str(file["name"]))

    def enters_copy(self, task: str, party: str, said_by: str) -> None:
        """Enter for a party what one of its people said of its copy."""
        number, title = task.split(" ", 1)
        self.goes_to(f"tasks/{number}")
        self.presses(f"Confirm for a party {title}")
        self.page.get_by_label(party).check()
        self.writes("Who said it", said_by)
        self.presses("Done")
        self.is_told(party)

    def brings_evidence(self, gate: str, evidence: str) -> None:
        """Show in the gate room that the criterion there is met."""
        self.goes_to(f"gates/{gate}")
        self.unfolds("Bring evidence")
        self.writes("What shows it", evidence)
        self.page.get_by_label("It is met").locator("visible=true").check()
        self.presses("Bring it")
        self.is_told("met")

    def opens_the_meeting(self, gate: str) -> None:
        """Start the meeting of a gate, in its room."""
        self.goes_to(f"gates/{gate}")
        self.presses("Start the meeting")
        self.is_told("running")

    def weighs(self, gate: str, outcome: str, reason: str, button: str = "Decide") -> None:
        """Write a decision and read it over; nothing counts yet."""
        self.goes_to(f"gates/{gate}")
        self.presses(button)
        self.page.get_by_label(outcome, exact=False).first.check()
        self.writes("Why", reason)

    def reads_it_over(self) -> None:
        """Look at the decision in plain words."""
        self.presses("Read it over")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Read it over")

    def enters_done(self, task: str, measured: Mapping[str, str], *, said_by: str) -> None:
        """Enter that a task is done, for whoever said so."""
        number, title = task.split(" ", 1)
        self.goes_to(f"tasks/{number}")
        self.presses(f"Enter that it is done {title}")
        self.measures(measured)
        self.writes("Who said it", said_by)
        self.presses("Done")
        self.is_told(f"{number} {title}: done")

    def signs(self) -> None:
        """Sign for one's own word that somebody else entered."""
        self.goes_to("mine")
        self.page.locator("main").get_by_role("link", name="Sign").click()
        self.presses("Sign")
        self.is_told("signed for its spoken word")

    def enters_spoken_decision(
        self, gate: str, outcome: str, reason: str, *, said_by: str, witness: str
    ) -> None:
        """Enter as a scribe what somebody decided aloud, and who else heard it."""
        self.weighs(gate, outcome, reason, button="Enter what was decided")
        self.writes("At which meeting", "The bridge")
        self.writes("Who said it", said_by)
        self.writes("Who else heard it", witness)
        self.reads_it_over()
        self.presses(f"Yes: {outcome.lower()}")
        self.is_told(reason)

    def stops_starts(self, why: str) -> None:
        """Stop all starts, from Control."""
        self.goes_to("control")
        self.unfolds("Stop all starts")
        self.writes("Why everybody waits", why)
        self.presses("Stop all starts")
        self.is_told("STARTS STOPPED")

    def allows_starts(self, why: str) -> None:
        """Allow starts again, from Control."""
        self.goes_to("control")
        self.unfolds("Allow starts again")
        self.writes("Why it may go on", why)
        self.presses("Allow starts")
        self.is_told("again")

    def holds(self, task: str, why: str) -> None:
        """Hold a task, from its page."""
        self._steers(task, "Hold", "Why it is held", why)

    def releases(self, task: str, why: str) -> None:
        """Release a task, from its page."""
        self._steers(task, "Release", "Why it may go on", why)

    def _steers(self, task: str, verb: str, field: str, why: str) -> None:
        number, title = task.split(" ", 1)
        self.goes_to(f"tasks/{number}")
        self.presses(f"{verb} {title}")
        self.writes(field, why)
        self.presses(verb)
        self.is_told(why)
