"""Every page of the console as people with all roles see it: usable by everybody, on any window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from console.web.app import create_app
from tests.browser.axe import Violation
from tests.browser.conftest import OpenPage
from tests.browser.play import RUN
from tests.browser.play_half import RETURN, half_played
from tests.browser.play_place import NAME, Stage, a_stage
from tests.console.web.doings import X
