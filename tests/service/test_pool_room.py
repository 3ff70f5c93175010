"""A server with little room: the pool is made to fit, unless somebody asked for what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.database.embedded import EmbeddedPostgres
from tests.service.test_commands import run
from tests.support.postgres import TestDatabase, state_folder
from tests.support.service import SECRET_KEY, RunningService, running_service, wait_for

MAX_CONNECTIONS = 15  # of which 3 are for superusers: two workers may have 4 in their pools, and 2 beside


@pytest.fixture(scope="module")
def small() -> Iterator[TestDatabase]:
    with (
        state_folder() as folder,
        EmbeddedPostgres.start(folder / "state", adopt=False, max_connections=MAX_CONNECTIONS) as server,
    ):
        yield TestDatabase(server)


def test_the_default_is_made_to_fit_and_told(small: TestDatabase, tmp_path: Path) -> None:
    """It starts, and what it makes of the setting is in the log of each worker."""
    with running_service(tmp_path / "log", DATABASE_URL=small.url, SECRET_KEY=SECRET_KEY) as service:
        told = [
            line["detail"] for line in service.lines("lifecycle") if line["action"] == "startup" and "detail" in line
        ]
        assert [detail for detail in told if detail.startswith("POOL_MAX_SIZE: 4 in each worker")] == told[-2:]
        service.register("ada")
        assert service.login("ada").status_code == 200
    status, output = run("doctor", DATABASE_URL=small.url, SECRET_KEY=SECRET_KEY, WEB_CONCURRENCY=2)[:2]
    assert status == 0, output
    assert "POOL_MAX_SIZE: 4 in each worker" in output


def test_a_size_that_was_asked_for_and_does_not_fit_is_told_and_nothing_is_ready(
    small: TestDatabase, tmp_path: Path
) -> None:
    """Under load it would be too many connections, at the worst moment."""
    settings = {"DATABASE_URL": small.url, "SECRET_KEY": SECRET_KEY, "POOL_MAX_SIZE": "5"}
    with RunningService(tmp_path / "log", **settings) as service:
        service.wait_until_listening()

        def told() -> list[str]:
            return [str(line) for line in service.lines("error") if line["error_code"] == "setting_invalid"]

        wait_for(told, 20, "it is told")
        assert all("POOL_MAX_SIZE: 2 workers" in line for line in told())
        assert service.get("/health/ready").status_code == 503
    status, output = run("doctor", **settings, WEB_CONCURRENCY=2)[:2]
    assert status == 1
    assert "POOL_MAX_SIZE: 2 workers x (5 pooled + 2 beside) = 14 connections do not fit into the 12" in output
