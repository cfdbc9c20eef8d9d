"""Keeping the register of people from the command line: beginning it, changing it, reading it."""

from __future__ import annotations

import json

import pytest

from rehearsals.people.words import ROLE_NAMES
from tests.console.people import PASSWORD, PEOPLE, acting_as, begun, with_password
from tests.console.terminal import Terminal


def _first(callboard: Terminal) -> str:
    """Begin the register by hand; the token."""
    callboard.ok("organisation", "add", "one", "One Ltd")
    out = callboard.ok(
        "user", "add", "ann", "Ann Lee", "--organisation", "one", "--role", "administrator"
    )
    return out.splitlines()[-1].removeprefix("Token, shown only now: ")


def test_an_empty_register_says_how_to_begin(callboard: Terminal) -> None:
    """Looking makes nothing."""
    out = callboard.ok("user", "list")

    assert "Begin with `callboard user add` or" in out
    assert callboard("user", "list", "--json").data == []
    assert callboard("token", "list", "--json").data == []
    assert callboard("organisation", "list", "--json").data == []
    assert "nobody is in the register" in callboard.ok("whoami")
    assert not callboard.home.exists()


def test_the_machines_user_begins_with_an_administrator(callboard: Terminal) -> None:
    """Nobody else can be first; and the first one's token works."""
    callboard.ok("organisation", "add", "one", "One Ltd")
    said = callboard("user", "add", "bob", "Bob", "--organisation", "one", "--role", "viewer")
    assert said.code == 1
    assert "must be an administrator" in said.err

    callboard.environ["CALLBOARD_TOKEN"] = _first_token(callboard)
    assert callboard.ok("whoami").startswith("Ann Lee (ann), One Ltd\nadministrator: keeps")


def _first_token(callboard: Terminal) -> str:
    out = callboard.ok(
        "user", "add", "ann", "Ann Lee", "--organisation", "one", "--role", "administrator"
    )
    return out.splitlines()[-1].removeprefix("Token, shown only now: ")


def test_once_somebody_is_known_a_token_says_who_acts(callboard: Terminal) -> None:
    """Neither the machine's user nor --as any more."""
    token = _first(callboard)

    none = callboard("user", "role", "ann", "viewer")
    assert none.code == 1
    assert "acting takes a token. Set CALLBOARD_TOKEN" in none.err
    callboard.environ["CALLBOARD_TOKEN"] = token
    said = callboard("user", "role", "ann", "viewer", "--as", "ann")
    assert said.code == 1
    assert "--as cannot say who acts" in said.err
    assert callboard.ok("user", "role", "ann", "viewer") == "Ann Lee (ann) is viewer.\n"


def test_people_are_kept_by_hand(callboard: Terminal) -> None:
    """Roles, offices, substitutes, leaving; in words and as JSON."""
    callboard.environ["CALLBOARD_TOKEN"] = _first(callboard)
    callboard.ok("organisation", "acts-for", "one", "si", "recco")
    callboard.ok("organisation", "identifier", "one", "mpid", "AB12", "--market-role", "ldso")
    add = ("user", "add", "bob", "Bob Ray", "--organisation", "one", "--email", "bob@one.example")
    callboard.ok(*add, "--role", "task-owner", "--role", "viewer", "--party", "si")
    callboard.ok("user", "add", "cid", "Cid Orr", "--organisation", "one")
    callboard.ok("user", "office", "bob", "BSC", "company director")
    callboard.ok("user", "substitute", "bob", "Cid Orr", "--role", "task_owner", "--until", "18:00")

    shown = callboard("user", "show", "cid", "--json").data
    assert shown["roles"] == [{"role": "task_owner", "parties": ["si"], "standing_in_for": "bob"}]
    out = callboard.ok("user", "list")
    assert "task owner for si (standing in for bob)" in out
    assert max(len(line) for line in out.splitlines()) <= 100
    assert "company director under BSC" in callboard.ok("user", "show", "bob")
    assert "MPID AB12 as ldso" in callboard.ok("organisation", "list")

    callboard.ok("user", "end-substitute", "1")
    callboard.ok("user", "revoke", "bob", "task_owner")
    callboard.ok("user", "change", "bob", "--phone", "+44 20 7946 0000")
    callboard.ok("user", "leave", "cid", "--reason", "another job")
    bob, cid = (callboard("user", "show", who, "--json").data for who in ("bob", "cid"))
    assert [held["role"] for held in bob["roles"]] == ["viewer"]
    assert bob["phone"] == "+44 20 7946 0000"
    assert (cid["left"], cid["roles"]) == (True, [])


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["user", "role", "ann", "vewer"], "There is no role 'vewer'. Did you mean viewer?"),
        (["user", "role", "amn", "viewer"], "There is no person amn. Did you mean ann?"),
        (["user", "show", "amn"], "There is no person amn."),
        (["user", "add", "b", "B", "--organisation", "on"], "There is no organisation on."),
        (["user", "import", "nowhere.yaml"], "There is no people file 'nowhere.yaml': no such"),
        (["token", "issue", "ann", "--scope", "all"], "There is no scope 'all'."),
        (["token", "issue", "ann", "--expires", "soon"], "'soon' is not a duration"),
        (["token", "revoke", "x"], "Token x does not exist."),
    ],
)
def test_a_mistake_is_said_in_a_line(callboard: Terminal, argv: list[str], why: str) -> None:
    """With what to do next."""
    callboard.environ["CALLBOARD_TOKEN"] = _first(callboard)
    said = callboard(*argv)

    assert said.code == 1
    assert said.out == ""
    assert why in said.err
    assert said.err.count("\n") == 1


def test_a_bad_file_is_told_whole_and_taken_not_at_all(callboard: Terminal) -> None:
    """Every problem with its line; exit code 1; the register stays empty."""
    path = callboard.folder / "bad.yaml"
    path.write_text(PEOPLE + "  zoe: {organisation: nine}\n  yan: 5\n", encoding="utf-8")
    said = callboard("user", "import", str(path))

    assert said.code == 1
    assert ":11:3: error[people-form] people.zoe.name is missing." in said.out
    assert ":12:8: error[people-form] people.yan must be a mapping" in said.out
    assert said.err == "2 problems; nothing was taken in.\n"
    assert callboard("user", "list", "--json").data == []


def test_a_file_without_an_administrator_begins_nothing(callboard: Terminal) -> None:
    """Or nobody could change the register any more."""
    path = callboard.folder / "people.yaml"
    path.write_text(PEOPLE.replace("administrator", "viewer"), encoding="utf-8")
    said = callboard("user", "import", str(path))

    assert said.code == 1
    assert "The first person of a register must be an administrator." in said.err


def test_a_file_taken_in_again_says_what_changed(callboard: Terminal) -> None:
    """Nothing twice; --check only says it."""
    begun(callboard)
    path = callboard.folder / "people.yaml"
    assert callboard.ok("user", "import", str(path)).startswith("Nothing is new")

    path.write_text(PEOPLE.replace("Ann Lee", "Ann Lea"), encoding="utf-8")
    assert "Ann Lea (ann) changed" in callboard.ok("user", "import", str(path), "--check")
    assert callboard("user", "show", "ann", "--json").data["name"] == "Ann Lee"
    callboard.ok("user", "import", str(path))
    assert callboard("user", "show", "ann", "--json").data["name"] == "Ann Lea"


def test_the_shipped_people_are_taken_in_by_name(callboard: Terminal) -> None:
    """And it is said that they are invented."""
    said = callboard("user", "import", "m10-people")

    assert said.code == 0
    assert "Illustrative" in said.err
    callboard.environ["CALLBOARD_TOKEN"] = said.out.split()[-1]
    assert len(callboard("user", "list", "--json").data) > 40


def test_others_than_administrators_keep_only_their_own(callboard: Terminal) -> None:
    """Their password and their tokens."""
    admin = begun(callboard)
    acting_as(callboard, "ann", admin=admin)

    said = callboard("user", "role", "ann", "administrator")
    assert said.code == 1
    assert "opens read, act, not people" in said.err
    assert callboard("token", "issue", "bob").code == 1
    own = callboard.ok("token", "issue", "--label", "laptop").strip()
    callboard.environ["CALLBOARD_TOKEN"] = own
    assert callboard.ok("whoami").startswith("Ann Lee")
    theirs = [one for one in callboard("token", "list", "--json").data if one["person"] == "ann"]
    callboard.ok("token", "revoke", theirs[0]["token"])
    assert callboard("token", "revoke", own.split("_")[1]).code == 0
    assert "is revoked" in callboard("whoami").err


def test_a_first_password_takes_an_invitation(callboard: Terminal) -> None:
    """Whoever finds a token of somebody without a password cannot set one."""
    admin = begun(callboard)
    acting_as(callboard, "ann", admin=admin)
    callboard.typed = [PASSWORD, PASSWORD]
    said = callboard("user", "password")
    assert said.code == 1
    assert "a token alone does not set the first one. Ask Ada Minster" in said.err
    assert callboard("user", "invite", "ann").code == 1
    assert callboard("token", "issue", "--scope", "password").code == 1
    assert callboard.typed == [PASSWORD, PASSWORD]


def test_an_invitation_opens_once_and_nothing_else(callboard: Terminal) -> None:
    """With the password it is used up; and it ends by itself."""
    callboard.opened()
    admin = begun(callboard)
    first, second = (callboard.ok("user", "invite", "ann").strip() for _ in range(2))
    late = callboard.ok("user", "invite", "bob").strip()
    assert callboard("user", "invite", "cid", "--expires", "30d").code == 1

    callboard.environ["CALLBOARD_TOKEN"] = first
    assert "not act" in callboard("start", "DR1", "T1").err
    callboard.typed = [PASSWORD, PASSWORD]
    callboard.ok("user", "password")
    for used in (first, second):
        callboard.environ["CALLBOARD_TOKEN"] = used
        callboard.typed = [PASSWORD, PASSWORD]
        assert "is revoked" in callboard("user", "password").err
    callboard.later(60 * 25)
    callboard.environ["CALLBOARD_TOKEN"] = late
    assert "is expired" in callboard("user", "password").err
    assert admin


def test_what_an_administrator_sets_for_others_is_said(callboard: Terminal) -> None:
    """A password or a token that somebody else knows is told as that."""
    admin = begun(callboard)
    callboard.typed = [PASSWORD, PASSWORD]
    said = callboard.ok("user", "password", "bob")

    assert "SET BY THE ADMINISTRATOR Ada Minster" in " ".join(said.split())
    exported = callboard.ok("export", "people", "-")
    assert '"by":"adm"' in exported.replace(" ", "")
    assert admin not in exported


def test_a_password_is_changed_by_the_old_one(callboard: Terminal) -> None:
    """A stolen token does not change it."""
    admin = begun(callboard)
    callboard.environ["CALLBOARD_TOKEN"] = callboard.ok("user", "invite", "ann").strip()
    callboard.typed = [PASSWORD, PASSWORD]
    assert callboard.ok("user", "password") == "Ann Lee (ann) has a new password.\n"

    acting_as(callboard, "ann", admin=admin)
    callboard.typed = ["a wrong old one", "another long one"]
    said = callboard("user", "password", "--password-stdin")
    assert said.code == 1
    assert said.err == "callboard: The password is wrong. Try again; nothing has happened.\n"
    callboard.typed = [PASSWORD, "another long one"]
    callboard.ok("user", "password", "--password-stdin")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (["short", "short"], "fewer than 12 characters"),
        (["one long password", "another long one"], "The two are not the same"),
        ([], "There is no terminal to ask"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    callboard: Terminal, typed: list[str], why: str
) -> None:
    """Too short, mistyped, or nobody to ask."""
    begun(callboard)
    callboard.typed = typed
    said = callboard("user", "password")

    assert said.code == 1
    assert why in said.err
    assert not callboard("user", "show", "adm", "--json").data["has_password"]


def test_a_password_gets_a_new_token(callboard: Terminal) -> None:
    """Where the old one has expired; a wrong one gets nothing, and is journalled."""
    begun(callboard)
    callboard.typed = [PASSWORD, PASSWORD]
    callboard.ok("user", "password")
    callboard.later(60 * 24 * 31)
    assert "is expired" in callboard("whoami").err

    del callboard.environ["CALLBOARD_TOKEN"]
    callboard.typed = ["wrong words entirely"]
    assert "The password is wrong." in callboard("token", "issue", "adm").err
    callboard.typed = [PASSWORD]
    callboard.environ["CALLBOARD_TOKEN"] = callboard.ok("token", "issue", "adm").strip()
    assert callboard.ok("whoami").startswith("Ada Minster")


def test_a_token_is_written_to_a_private_file(callboard: Terminal) -> None:
    """Which --token-file reads, as long as nobody else can."""
    begun(callboard)
    path = callboard.folder / "token"
    said = callboard("token", "issue", "ann", "--write", str(path))
    assert (said.code, said.out) == (0, "")
    assert f"Use it with --token-file {path}." in said.err
    assert path.stat().st_mode & 0o777 == 0o600
    assert callboard("token", "issue", "ann", "--write", str(path)).code == 1

    assert callboard.ok("whoami", "--token-file", str(path)).startswith("Ann Lee")
    path.chmod(0o644)
    said = callboard("whoami", "--token-file", str(path))
    assert said.code == 1
    assert "can be read by others. Run `chmod 600" in said.err


@pytest.mark.parametrize("argv", [["user", "list"], ["user", "show", "ann"], ["token", "list"]])
def test_addresses_are_shown_to_people_with_a_role_alone(
    callboard: Terminal, argv: list[str]
) -> None:
    """Once people are known, reading them takes a token of one of them."""
    admin = begun(callboard)
    callboard.ok("user", "add", "dot", "Dot Ray", "--organisation", "one")
    acting_as(callboard, "ann", admin=admin)
    callboard.ok(*argv)
    acting_as(callboard, "dot", admin=admin)
    assert "may not read the register of people" in callboard(*argv).err
    del callboard.environ["CALLBOARD_TOKEN"]
    assert "acting takes a token" in callboard(*argv).err


def test_the_list_says_who_has_a_password(callboard: Terminal) -> None:
    """So that those who lack one are invited in time."""
    admin = begun(callboard)
    with_password(callboard, "bob", admin=admin)
    lines = callboard.ok("user", "list").splitlines()
    has = {line.split()[0]: "yes" in line.split() for line in lines if line[:3] in ("ann", "bob")}

    assert has == {"ann": False, "bob": True}


def test_help_names_every_role(callboard: Terminal) -> None:
    """Where one is asked for."""
    for command in ("add", "role"):
        out = callboard.ok("user", command, "--help")
        assert [role for role in ROLE_NAMES if role not in out] == []


def test_nothing_printed_or_written_holds_a_secret(callboard: Terminal) -> None:
    """But the token, once; neither lists nor refusals nor the journal's file."""
    admin = begun(callboard)
    callboard.typed = [PASSWORD, PASSWORD]
    said = [callboard("user", "password")]
    said += [callboard(*argv) for argv in (["user", "list"], ["user", "list", "--json"])]
    said += [callboard("token", "list", "--json"), callboard("user", "show", "adm", "--json")]
    said += [callboard("whoami", "--json")]
    callboard.environ["CALLBOARD_TOKEN"] = admin + "x"
    said += [callboard("whoami"), callboard("user", "role", "ann", "viewer")]

    words = json.dumps([(one.out, one.err) for one in said])
    for secret in (admin, PASSWORD, "$argon2id$"):
        assert secret not in words
    for file in callboard.home.iterdir():
        assert admin.encode() not in file.read_bytes()
        assert PASSWORD.encode() not in file.read_bytes()


def test_a_token_for_acting_makes_none_that_opens_the_register(callboard: Terminal) -> None:
    """Not even an administrator's: what was issued for less stays less."""
    admin = begun(callboard)
    acting_as(callboard, "adm", admin=admin)
    assert callboard("token", "issue", "--scope", "people").code == 1
    assert callboard("token", "issue", "adm", "--scope", "act", "--scope", "people").code == 1

    callboard.environ["CALLBOARD_TOKEN"] = admin
    callboard.ok("token", "issue", "adm", "--scope", "people")


def test_looking_at_a_file_says_that_nothing_was_taken_in(callboard: Terminal) -> None:
    """What it would change reads like what has changed."""
    said = callboard("user", "import", "m10-people", "--check")

    assert "nothing was taken in (--check)" in said.err
    assert callboard("user", "list", "--json").data == []


def test_nobody_stands_in_for_who_has_left(callboard: Terminal) -> None:
    """The substitution is over with that, and is listed no longer."""
    begun(callboard)
    callboard.ok("user", "add", "zoe", "Zoe Zed", "--organisation", "one", "--role", "viewer")
    callboard.ok("user", "substitute", "zoe", "ann")
    assert "Standing in (1)" in callboard.ok("user", "list")

    callboard.ok("user", "leave", "zoe", "--reason", "gone")

    assert "Standing in" not in callboard.ok("user", "list")
