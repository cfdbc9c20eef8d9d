"""What the operator decides, from the environment: where data lives and what may be run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runbooks.errors import SettingsError

#: Whose word a command is: for the command line alone, never for the programs that tasks run.
TOKEN, PASSWORD = "CALLBOARD_TOKEN", "CALLBOARD_PASSWORD"
#: By what the web console shows an identity provider who it is; for the web console alone.
PROVIDER_SECRET = "CALLBOARD_OIDC_CLIENT_SECRET"  # noqa: S105 - a name
#: By what notices are sent: the key of their links and addresses, and what channels sign in by. For
#: whatever sends alone; the web console takes the first, since its pages make and read such links.
NOTICES_KEY = "CALLBOARD_NOTICES_KEY"
SENDING_SECRETS = (NOTICES_KEY, "CALLBOARD_SMTP_PASSWORD", "CALLBOARD_SLACK_TOKEN")
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The operator's settings; secrets are read where they are used and never kept here."""

    #: The data directory (`CALLBOARD_HOME`, by default `.callboard` under the working directory).
    home: Path
    #: Whether `shell` tasks may run programs (`CALLBOARD_ALLOW_SHELL`, off by default).
    allow_shell: bool = False
    #: The Prefect API to use (`PREFECT_API_URL`); absent: an embedded server.
    prefect_api_url: str | None = None
    #: The servers that checks of gates may ask (`CALLBOARD_CHECK_HOSTS`, none by default), as
    #: written; see `rehearsals.checks.probe`.
    check_hosts: str = ""
    #: Where people reach the web console (`CALLBOARD_URL`), without a slash at the end; absent:
    #: where `callboard up` listens.
    url: str | None = None
    #: Whether anybody may see what is meant for everybody (`CALLBOARD_PUBLIC`, off by default).
    public: bool = False

    @property
    def journal_path(self) -> Path:
        """The SQLite journal of this data directory."""
        return self.home / "journal.sqlite"


def settings_from(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises SettingsError for a value that cannot be understood."""
    env = os.environ if environ is None else environ
    try:
        home = Path(env.get("CALLBOARD_HOME") or ".callboard").expanduser().absolute()
    except RuntimeError as error:  # `~name` of nobody
        raise SettingsError(
            f"CALLBOARD_HOME cannot be read: {error}", hint="Write the directory out."
        ) from error
    return Settings(
        home=home,
        allow_shell=_switch(env, "CALLBOARD_ALLOW_SHELL"),
        prefect_api_url=env.get("PREFECT_API_URL") or None,
        check_hosts=env.get("CALLBOARD_CHECK_HOSTS", ""),
        url=(env.get("CALLBOARD_URL") or "").strip().rstrip("/") or None,
        public=_switch(env, "CALLBOARD_PUBLIC"),
    )


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise SettingsError(f"{name} is {env[name]!r}.", hint="Set it to 1 or 0.")
