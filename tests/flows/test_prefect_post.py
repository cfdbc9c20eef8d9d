"""The one Prefect of all engines: there again after its end, and done without if it cannot be."""

from __future__ import annotations

import os
import signal
from time import monotonic

import pytest

from flows.environment import prefect_home
from flows.upkeep.prefect_post import PrefectPost
from rehearsals.engine.settings import Settings
from tests.waiting import until


def is_there(post: PrefectPost) -> bool:
    """Whether it answers, after another look."""
    post.look(monotonic())
    return post.url is not None


@pytest.mark.prefect
def test_prefect_that_was_killed_is_there_again_where_it_was(embedded: Settings) -> None:
    """Engines that know its address find it there; meanwhile those that begin do without."""
    said: list[str] = []
    post = PrefectPost(embedded, said.append)
    carriers = [post.carrier]
    until(lambda: is_there(post))
    url, pid = post.url, post.pid
    assert pid is not None

    os.kill(pid, signal.SIGKILL)

    until(lambda: not is_there(post))
    carriers.append(post.carrier)
    until(lambda: is_there(post))
    carriers.append(post.carrier)
    assert post.url == url
    assert carriers == [None, "local", "prefect"]
    assert "Engines go on without it" in said[1]
    post.stop(hurry=False)


def test_engines_do_without_a_prefect_that_cannot_start(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """It is said why, and that it is tried again."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    prefect_home(settings).write_text("in the way", encoding="utf-8")
    said: list[str] = []
    post = PrefectPost(settings, said.append)

    post.look(monotonic())

    assert post.carrier == "local"
    assert "cannot be started" in said[0]
    assert "started again in 1 s" in said[0]
    post.stop(hurry=False)
