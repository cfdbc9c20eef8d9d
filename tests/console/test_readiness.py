"""The register of returns by hand: asked, imported, handed in, judged, listed, and kept private."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.here import Here
from console.main import main
from tests.console.people import acting_as, begun
from tests.console.terminal import TINY, Said, Terminal

DIRECTOR = "Ann Example; Director"
ASK = ("--title", "Ready for it", "--deadline", "2026-01-12T12:00", "--signatory", DIRECTOR)
CHECKED = TINY.replace(
    "criteria: [{id: READY, owner: si}]",
    "criteria: [{id: READY, owner: si}, {id: DECLARED, owner: si, check: "
    "{returns_complete: {kinds: [declaration], parties: [ldsos]}}}]",
)


def asked(callboard: Terminal, *parties: str) -> None:
    """Declarations of some parties are asked for gate G1 of the tiny cutover."""
    for party in parties:
        callboard.ok("readiness", "ask", party, "declaration", "--gate", "tiny/G1", *ASK)


def submit(callboard: Terminal, name: str, *more: str) -> Said:
    """Hand in a return, signed by the director."""
    return callboard(
        *("readiness", "submit", name, "--signed", DIRECTOR, "--as-at", "09:00"),
        *("--statement", "We are ready.", *more),
    )


def accepted(callboard: Terminal, *names: str) -> None:
    """Hand in returns, and have them accepted."""
    for name in names:
        assert submit(callboard, name).code == 0
        callboard.ok("readiness", "accept", name, "--by", "si")


def test_return_is_asked_submitted_accepted_and_shown(callboard: Terminal) -> None:
    """Each step says what is now so; `show` tells the whole story."""
    callboard.opened()
    asked(callboard, "north")
    file = callboard.folder / "letter.txt"
    file.write_text("We are ready.", encoding="utf-8")

    said = submit(
        callboard,
        *("d1", "--attach", str(file), "--exception", "No archive"),
        *("--evidence", "Hosting Ltd; report 7"),
    )
    callboard.ok("readiness", "accept", "D1", "--by", "si", "--note", "Read it.")

    assert said.code == 0, said.err
    assert "(1 exception, 1 attachment, 1 sub-supplier's evidence)" in " ".join(said.out.split())
    out = callboard.ok("readiness", "show", "D1")
    assert "declaration of north: accepted" in out
    assert "Sub-supplier Hosting Ltd: report 7" in out
    assert "accepted by si: Read it." in out
    assert "Mon 12 Jan 2026 12:00 GMT" in out


def test_attachment_comes_out_as_it_went_in(callboard: Terminal) -> None:
    """The register keeps the file privately, and gives it to who may see the return."""
    callboard.opened()
    asked(callboard, "north")
    file = callboard.folder / "letter.bin"
    file.write_bytes(b"\x00\xff ready")
    assert submit(callboard, "D1", "--attach", str(file)).code == 0
    copy = callboard.folder / "copy.bin"

    callboard.ok("readiness", "attachment", "D1", "1", str(copy))

    assert copy.read_bytes() == b"\x00\xff ready"
    assert callboard("readiness", "attachment", "D1", "1", str(copy)).code == 1


def test_refused_submission_keeps_no_file(callboard: Terminal) -> None:
    """What is not taken leaves nothing behind."""
    callboard.opened()
    asked(callboard, "north")
    file = callboard.folder / "letter.txt"
    file.write_text("We are ready.", encoding="utf-8")

    said = submit(callboard, "D1", "--attach", str(file), "--by", "south")

    assert said.code == 1
    assert "south cannot hand in D1" in said.err
    assert not (callboard.home / "attachments").exists()


def test_asking_again_names_the_return_there_is(callboard: Terminal) -> None:
    """No repeated asks."""
    callboard.opened()
    asked(callboard, "north")

    said = callboard("readiness", "ask", "north", "declaration", "--gate", "tiny/G1", *ASK)

    assert said.code == 1
    assert "north was asked for a declaration already: D1." in said.err


@pytest.mark.parametrize(
    ("party", "gate", "words"),
    [
        ("nroth", "tiny/G1", "no party nroth. Did you mean north?"),
        ("north", "tiny/G9", "no gate G9. Its gates are: G1."),
        ("north", "G1", "names no gate. Write runbook and gate, such as m10/G1."),
    ],
)
def test_ask_for_what_the_runbook_does_not_have_is_refused(
    callboard: Terminal, party: str, gate: str, words: str
) -> None:
    """Parties and gates are compared with the runbook of the runs here, or of the library."""
    callboard.opened()

    said = callboard("readiness", "ask", party, "declaration", "--gate", gate, *ASK)

    assert said.code == 1
    assert words in said.err


def test_list_fits_a_terminal_and_marks_what_is_late(callboard: Terminal) -> None:
    """Deadlines have their zone; the signatory and the office stand beside each return."""
    callboard.opened()
    asked(callboard, "north", "south")
    assert submit(callboard, "D1").code == 0
    callboard.later(4 * 60)

    out = callboard.ok("readiness", "list")

    north, south = (
        next(line for line in out.splitlines() if line.startswith(name)) for name in ("D1", "D2")
    )
    assert "Mon 12 Jan 12:00 GMT" in north
    assert "submitted" in north
    assert "LATE" not in north
    assert "none, LATE" in south
    assert "signed: Ann Example, Director" in out
    assert max(map(len, out.splitlines())) <= 100
    late = callboard("readiness", "list", "--late", "--json").data
    assert [each["id"] for each in late] == ["D2"]


def test_import_asks_for_the_shipped_example_at_once(callboard: Terminal) -> None:
    """It says that it is illustrative, and asks what the checks of M10 read."""
    out = callboard.ok("readiness", "import", "m10-returns")

    assert out.startswith("Note: Illustrative")
    found = callboard("readiness", "list", "--gate", "m10/G1", "--json").data
    assert len(found) == 65
    shown_by = {each["party"]: each["shown_by"] for each in found if each["kind"] == "checklist"}
    assert shown_by["enwl"] is None
    assert shown_by["ukpn_epn"] == "rec_code_manager"


BAD_FILE = """\
returns:
  - kind: declaration
    party: north
    title: A declaration
    deadline: 2026-01-12T12:00
    gates: [tiny/G1]
    signatories: [{name: Ann, office: Director}]
  - kind: declaration
    party: north
    title: Again
    deadline: 2026-01-12T12:00
    gates: [tiny/G7]
    signatories: []
"""


def test_import_names_every_problem_and_asks_nothing(callboard: Terminal) -> None:
    """Each with its line; nothing is half imported."""
    callboard.opened()
    path = callboard.runbook(BAD_FILE, "returns.yaml")

    said = callboard("readiness", "import", path)

    assert said.code == 1
    assert "returns.yaml:8:5: error[returns] Runbook tiny has no gate G7." in said.out
    assert "returns.yaml:8:5: error[returns] Nobody is listed to sign it." in said.out
    assert "returns.yaml:8:5: error[returns] north is asked for a declaration twice" in said.out
    assert "3 problems; nothing was asked." in said.err
    assert callboard("readiness", "list", "--json").data == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("returns: [", "returns.yaml:2:1: error[syntax]"),
        ("returns: []", "returns.yaml:1:1: error[returns] returns:"),
        ("returns: [{kind: letter, party: 5}]", "title: Field required."),
        (
            BAD_FILE.replace("2026-01-12T12:00", "2026-03-29T01:30"),
            "returns.yaml:5:15: error[returns]",
        ),
        (BAD_FILE.replace("title: Again", "title: Again\n    colour: red"), "colour: Extra inputs"),
    ],
)
def test_file_that_cannot_be_read_is_explained(callboard: Terminal, text: str, words: str) -> None:
    """YAML that breaks off, wrong values, times that do not exist, and keys that nobody knows."""
    said = callboard("readiness", "import", callboard.runbook(text, "returns.yaml"))

    assert said.code == 1
    assert words in said.out


def test_withdrawal_reaches_the_checks_of_open_runs(callboard: Terminal) -> None:
    """Who no longer stands by it is missing at the gate at once."""
    callboard.opened(text=CHECKED)
    asked(callboard, "north", "south")
    accepted(callboard, "D1", "D2")
    assert callboard("checks", "DR1", "G1").code == 0

    out = callboard.ok("readiness", "withdraw", "D2", "--reason", "A fault.")

    assert "Run DR1: G1 DECLARED: NOT MET. 1 of 2 parties have their returns accepted" in out
    (found,) = callboard("checks", "DR1", "G1", "--json").data
    assert not found["met"]
    assert not found["recorded"]


def test_reconfirmation_is_asked_for_at_a_later_gate(callboard: Terminal) -> None:
    """It counts there only once the signatory has said again that it holds."""
    callboard.opened(text=CHECKED)
    for party in ("north", "south"):
        callboard.ok("readiness", "ask", party, "declaration", "--reconfirm-at", "tiny/G1", *ASK)
    accepted(callboard, "D1", "D2")
    assert callboard("checks", "DR1", "G1").code == 1

    for name in ("D1", "D2"):
        callboard.ok(
            *("readiness", "reconfirm", name, "tiny/G1", "--signed", DIRECTOR, "--as-at", "09:00")
        )

    assert callboard("checks", "DR1", "G1").code == 0
    assert "tiny/G1 (reconfirmed)" in callboard.ok("readiness", "show", "D1")


def test_repeated_command_id_is_done_once(callboard: Terminal) -> None:
    """A double click is a no-op with the same answer."""
    callboard.opened()
    asked(callboard, "north")

    said = [submit(callboard, "D1", "--command-id", "same") for _ in range(2)]

    assert [each.code for each in said] == [0, 0]
    assert "(This command was given before; nothing has changed.)" in said[1].out


class Office:
    """A data directory with a register of people: each acts by a token."""

    def __init__(self, callboard: Terminal) -> None:
        self._callboard = callboard
        self._tokens: dict[str, str] = {}
        callboard.opened()
        asked(callboard, "north", "south")
        for party in ("si", "north", "south"):
            callboard.ok("organisation", "add", party, party.upper())
            callboard.ok("organisation", "acts-for", party, party)
        first = callboard.ok(
            *("user", "add", "eve", "Eve Keeper", "--organisation", "si"),
            *("--role", "administrator", "--role", "cutover_manager"),
        )
        self._tokens["eve"] = next(word for word in first.split() if len(word) > 30)
        for party in ("north", "south"):
            self(
                *("eve", "user", "add", f"of-{party}", f"Somebody of {party}"),
                *("--organisation", party, "--role", "task_owner"),
            )
            token = self("eve", "token", "issue", f"of-{party}").out.split()[-1]
            self._tokens[f"of-{party}"] = token

    def __call__(self, who: str, *argv: str) -> Said:
        """What somebody is answered."""
        environ = {"CALLBOARD_HOME": str(self._callboard.home)}
        if who in self._tokens:
            environ["CALLBOARD_TOKEN"] = self._tokens[who]
        code = main(argv, Here(environ=environ, now=self._callboard.clock.now))
        captured = self._callboard._capsys.readouterr()
        return Said(code=code, out=captured.out, err=captured.err)

    def seen_by(self, who: str) -> list[str]:
        """The returns that somebody is listed."""
        said = self(who, "readiness", "list", "--json")
        assert said.code == 0, said.err
        return [each["id"] for each in said.data]


def test_readiness_is_private_to_the_party_and_the_programme(callboard: Terminal) -> None:
    """Others learn nothing, not even that there is such a return, until the party shares."""
    office = Office(callboard)

    assert office.seen_by("eve") == ["D1", "D2"]
    assert office.seen_by("of-north") == ["D1"]
    hidden = office("of-north", "readiness", "show", "D2")
    absent = office("of-north", "readiness", "show", "D9")
    assert hidden.err.startswith("callboard: There is no return D2 that you may see. ")
    assert (hidden.code, hidden.err.replace("D2", "D9")) == (1, absent.err)
    assert office("of-north", "readiness", "list").out.startswith("Return  State")
    assert office("nobody", "readiness", "list").code == 1
    assert office("eve", "readiness", "share", "south", "everyone").code == 1
    assert office("of-south", "readiness", "share", "south", "everyone").code == 0
    assert office.seen_by("of-north") == ["D1", "D2"]


def test_only_who_speaks_for_a_party_hands_in_its_return(callboard: Terminal) -> None:
    """And nobody of the party accepts it."""
    office = Office(callboard)
    submission = ("--signed", DIRECTOR, "--as-at", "09:00", "--statement", "We are ready.")

    as_programme = office("eve", "readiness", "submit", "D1", *submission)
    own = office("of-north", "readiness", "submit", "D1", *submission)
    judged = office("of-north", "readiness", "accept", "D1", "--by", "si")

    path = callboard.runbook(BAD_FILE.replace("north", "south"), "returns.yaml")
    imported = office("of-north", "readiness", "import", path)

    assert "only the programme asks for returns" in imported.err
    assert "D2" not in imported.out + imported.err
    assert "only somebody of north" in as_programme.err
    assert (own.code, own.err) == (0, "")
    assert judged.code == 1
    assert office("eve", "readiness", "accept", "D1", "--by", "si").code == 0


def test_the_programme_does_not_hand_in_and_accept_the_same_return(callboard: Terminal) -> None:
    """What it enters is the word of somebody known; and another accepts it, in their own name."""
    office = Office(callboard)
    submission = ("--signed", DIRECTOR, "--as-at", "09:00", "--statement", "We are ready.")
    entering = ("readiness", "submit", "D1", *submission, "--on-behalf-of")

    assert "is nobody in the register" in office("eve", *entering, "nobody at all").err
    assert office("eve", *entering, "of-north").code == 0
    said = office("eve", "readiness", "accept", "D1", "--by", "si")
    assert (said.code, "does not accept it as well" in said.err) == (1, True)


def test_nothing_is_accepted_in_a_strange_name(callboard: Terminal) -> None:
    """The manager of one organisation does not accept for another."""
    office = Office(callboard)
    submission = ("--signed", DIRECTOR, "--as-at", "09:00", "--statement", "We are ready.")
    assert office("of-north", "readiness", "submit", "D1", *submission).code == 0
    said = office("eve", "readiness", "accept", "D1", "--by", "sro")

    assert "You may not do that in the name of sro" in said.err


def test_readiness_help_fits_and_names_each_command(callboard: Terminal) -> None:
    """Every command explains itself."""
    out = callboard.ok("readiness", "--help")

    for name in ("ask", "import", "submit", "accept", "send-back", "withdraw", "share", "list"):
        assert f" {name} " in out
        text = callboard.ok("readiness", name, "--help")
        assert text.startswith(f"Usage: callboard readiness {name}")
        assert max(map(len, text.splitlines())) <= 100


def test_looking_makes_no_data_directory(callboard: Terminal, tmp_path: Path) -> None:
    """Nothing is written by who only reads."""
    out = callboard.ok("readiness", "list")

    assert out.startswith("No return has been asked for yet.")
    assert not (tmp_path / "home").exists()


def test_the_register_is_written_out_for_the_programme_alone(callboard: Terminal) -> None:
    """A party's readiness is no less private in an export, or in what was refused."""
    callboard.opened()
    admin = begun(callboard)
    acting_as(callboard, "max", admin=admin)
    asked(callboard, "north")

    for what in ("readiness", "refusals"):
        assert "declaration" in callboard.ok("export", "readiness", "-")
        acting_as(callboard, "ann", admin=admin)
        said = callboard("export", what, "-")
        assert (said.code, said.out) == (1, ""), what
        callboard.environ["CALLBOARD_TOKEN"] = ""
        assert callboard("export", what, "-").out == ""
        acting_as(callboard, "max", admin=admin)
    assert callboard("export", "people", "-").out == ""
    callboard.environ["CALLBOARD_TOKEN"] = admin
    assert "PersonAdded" in callboard.ok("export", "people", "-")
