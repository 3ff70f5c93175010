"""What the tests share: one PostgreSQL server for all, an empty database for each module, a service on it, the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.database.embedded import EmbeddedPostgres
from service.limits import tripwire
from tests.support.lines import LogLines
from tests.support.postgres import TestDatabase, postgres_server
from tests.support.service import SECRET_KEY, RunningService, captured_logs, check_log, running_service

# Before anything runs: what is done under a lock fails its test. (In processes of their own: `environment`.)
tripwire.set_mode(tripwire.Mode.RAISE)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="module")
def database(server: EmbeddedPostgres) -> Iterator[TestDatabase]:
    created = TestDatabase(server)
    yield created
    created.drop()


@pytest.fixture(scope="module")
def service(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Two workers on the module's database."""
    log_file: Path = tmp_path_factory.mktemp("service") / "log"
    with running_service(log_file, DATABASE_URL=database.url, SECRET_KEY=SECRET_KEY) as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def _every_failure_has_a_name() -> Iterator[None]:
    """At the end, over everything that any service of this run wrote: each line valid, no failure without a name."""
    yield
    for log_file in captured_logs:
        if log_file.exists():  # the few in a folder that is gone were checked when their service ended
            check_log(log_file)


@pytest.fixture
def log_lines() -> Iterator[LogLines]:
    """Every line that is logged from now on, at any level."""
    root, handler = logging.getLogger(), LogLines()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)
