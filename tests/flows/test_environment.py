"""The environment that Prefect is given."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from flows.environment import (
    logging_config,
    patience_from,
    prefect_environment,
    prefect_home,
    run_environment,
    server_environment,
    write_logging_config,
)
from rehearsals.engine.settings import Settings

URL = "http://127.0.0.1:4242/api"


def test_server_environment_drops_the_users_prefect_settings() -> None:
    """Neither the user's profile nor the user's database reaches the embedded server."""
    user = {
        "PREFECT_PROFILE": "mine",
        "PREFECT_API_DATABASE_CONNECTION_URL": "postgresql://mine",
        "PATH": "/bin",
    }
    env = server_environment(user, Path("/data/prefect"), URL)
    assert "PREFECT_PROFILE" not in env
    assert "PREFECT_API_DATABASE_CONNECTION_URL" not in env
    assert env["PATH"] == "/bin"
    assert env["PREFECT_HOME"] == "/data/prefect"
    assert env["PREFECT_PROFILES_PATH"] == "/data/prefect/profiles.toml"


def test_server_environment_turns_telemetry_off() -> None:
    """Nothing is sent to anybody."""
    env = server_environment({}, Path("/data/prefect"), URL)
    assert env["DO_NOT_TRACK"] == "1"
    assert env["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_run_environment_keeps_the_operators_server_settings(tmp_path: Path) -> None:
    """With a server of the operator's own, the operator's key for it stays."""
    settings = Settings(home=tmp_path, prefect_api_url=URL)
    env = run_environment({"PREFECT_API_KEY": "k"}, settings, URL)
    assert env["PREFECT_API_KEY"] == "k"
    assert env["PREFECT_LOGGING_SETTINGS_PATH"] == str(tmp_path / "prefect" / "logging.json")


def test_run_environment_names_the_data_directory(tmp_path: Path) -> None:
    """The flow finds the journal by the environment alone."""
    env = run_environment({}, Settings(home=tmp_path, allow_shell=True), URL)
    assert env["CALLBOARD_HOME"] == str(tmp_path)
    assert env["CALLBOARD_ALLOW_SHELL"] == "1"


def test_prefect_environment_puts_everything_back(tmp_path: Path) -> None:
    """Afterwards the process has the environment it had."""
    before = dict(os.environ)
    with prefect_environment(Settings(home=tmp_path), URL):
        assert os.environ["PREFECT_API_URL"] == URL
    assert dict(os.environ) == before


def test_logging_goes_to_a_file_alone(tmp_path: Path) -> None:
    """No handler of Prefect's loggers writes to the terminal."""
    config = logging_config(tmp_path / "prefect.log")
    assert [handler["class"] for handler in config["handlers"].values()] == ["logging.FileHandler"]
    assert not any(logger["propagate"] for logger in config["loggers"].values())


def test_logging_config_survives_a_dollar_in_its_path(tmp_path: Path) -> None:
    """Prefect substitutes `$NAME` in its logging file; a path may hold one."""
    settings = Settings(home=tmp_path / "a$HOME")
    write_logging_config(settings)
    written = (settings.home / "prefect" / "logging.json").read_text(encoding="utf-8")
    config = json.loads(written.replace("$$", "$"))
    assert config["handlers"]["file"]["filename"].startswith(str(tmp_path / "a$HOME"))


@pytest.mark.parametrize(
    ("patience", "retries"), [(0, "0"), (1, "0"), (2, "1"), (5, "1"), (6, "2")]
)
def test_patience_bounds_the_rests_between_attempts(
    tmp_path: Path, patience: float, retries: str
) -> None:
    """Prefect's client rests 2, 4, 8 ... seconds: as often as fits; the mirror is told as well."""
    env = run_environment({}, Settings(home=tmp_path), URL, patience)
    assert env["PREFECT_CLIENT_MAX_RETRIES"] == retries
    assert patience_from(env) == patience


def test_data_directory_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else may look into what is made here, down to Prefect's files."""
    settings = Settings(home=tmp_path / "home")
    write_logging_config(settings)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (settings.home, prefect_home(settings))]
    assert modes == [0o700, 0o700]


def test_a_server_does_not_get_what_a_person_acts_by() -> None:
    """What it keeps and logs never holds a token or a password."""
    base = {"CALLBOARD_TOKEN": "t", "CALLBOARD_PASSWORD": "p", "LANG": "C"}

    given = server_environment(base, Path("home"), URL)

    assert {*base} & {*given} == {"LANG"}
