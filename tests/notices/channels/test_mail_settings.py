"""The settings of mail: what is usual, and every mistake by its name."""

from __future__ import annotations

import re

import pytest

from notices.channels.mail_settings import mail_settings
from runbooks.errors import SettingsError

USUAL = {
    "CALLBOARD_SMTP": "mail.example.org:587",
    "CALLBOARD_MAIL_FROM": "Cutover programme <notices@example.org>",
}


def problem_of(**variables: str) -> str:
    """What is said about the usual settings with these instead."""
    with pytest.raises(SettingsError) as raised:
        mail_settings(USUAL | variables)
    return str(raised.value)


def test_without_a_relay_there_is_no_mail() -> None:
    """Whatever else is set."""
    assert mail_settings({"CALLBOARD_MAIL_FROM": "notices@example.org"}) is None


def test_a_relay_and_a_sender_are_enough() -> None:
    """Encryption is what is usual, and ids are of the sender's domain."""
    found = mail_settings(USUAL)
    assert found is not None
    assert (found.host, found.port, found.security) == ("mail.example.org", 587, "starttls")
    assert (found.sender_name, found.sender) == ("Cutover programme", "notices@example.org")
    assert (found.domain, found.list_id) == ("example.org", "outage-notices.example.org")
    assert (found.bounces_to, found.reply_to) == ("notices@example.org", "")


def test_everything_can_be_said() -> None:
    """Each variable has its place."""
    found = mail_settings(
        USUAL
        | {
            "CALLBOARD_SMTP": "[::1]:2525",
            "CALLBOARD_SMTP_SECURITY": "none",
            "CALLBOARD_SMTP_USER": "user",
            "CALLBOARD_SMTP_PASSWORD": "word",
            "CALLBOARD_MAIL_REPLY_TO": "desk@example.org",
            "CALLBOARD_MAIL_BOUNCES_TO": "bounces@example.org",
            "CALLBOARD_MAIL_DOMAIN": "Notices.Example.org",
            "CALLBOARD_MAIL_LIST_ID": "outages.example.org",
        }
    )
    assert found is not None
    assert (found.host, found.port, found.security) == ("::1", 2525, "none")
    assert (found.user, found.password) == ("user", "word")
    assert (found.reply_to, found.bounces_to) == ("desk@example.org", "bounces@example.org")
    assert (found.domain, found.list_id) == ("notices.example.org", "outages.example.org")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CALLBOARD_SMTP", "mail.example.org"),
        ("CALLBOARD_SMTP", "mail.example.org:0"),
        ("CALLBOARD_SMTP", "smtp://mail.example.org:25"),
        ("CALLBOARD_SMTP", "mail example:25"),
        ("CALLBOARD_SMTP_SECURITY", "ssl"),
        ("CALLBOARD_SMTP_SECURITY", "none"),
        ("CALLBOARD_SMTP_CA", "/nowhere/ca.pem"),
        ("CALLBOARD_SMTP_USER", "alone"),
        ("CALLBOARD_MAIL_FROM", "nobody"),
        ("CALLBOARD_MAIL_FROM", ""),
        ("CALLBOARD_MAIL_REPLY_TO", "a@b.example, c@d.example"),
        ("CALLBOARD_MAIL_BOUNCES_TO", "b\N{LATIN SMALL LETTER O WITH DIAERESIS}b@example.org"),
        ("CALLBOARD_MAIL_DOMAIN", "two words"),
        ("CALLBOARD_MAIL_LIST_ID", "<list.example.org>"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    """By the variable that it stands in."""
    assert name in problem_of(**{name: value})


def test_all_problems_are_named_at_once() -> None:
    """Nobody wants to learn of them one by one at night."""
    wrong = {"CALLBOARD_SMTP": "x", "CALLBOARD_MAIL_FROM": "y", "CALLBOARD_MAIL_DOMAIN": "z z"}
    assert {*re.findall(r"CALLBOARD_\w+", problem_of(**wrong))} >= {*wrong}


def test_clear_text_leaves_the_machine_only_if_that_is_said() -> None:
    """To this machine it is as good as encrypted."""
    clear = USUAL | {"CALLBOARD_SMTP_SECURITY": "none"}
    assert mail_settings(clear | {"CALLBOARD_SMTP": "localhost:25"}) is not None
    assert mail_settings(clear | {"CALLBOARD_SMTP_CLEARTEXT": "allowed"}) is not None


@pytest.mark.parametrize("place", ["user:hidden-word@mail.example.org:25", "x:hidden-word"])
def test_a_password_in_the_wrong_place_is_not_repeated(place: str) -> None:
    """The message goes to terminals and logs."""
    assert "hidden-word" not in problem_of(CALLBOARD_SMTP=place)
