"""What the fault tests share: a PostgreSQL server of their own to ill-treat, and both ways to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.database.embedded import EmbeddedPostgres
from tests.support.fault_site import FaultSite, fault_site
from tests.support.postgres import postgres_server

WAYS = ("direct", "pooled")


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="module", params=WAYS)
def site(
    request: pytest.FixtureRequest, server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FaultSite]:
    with fault_site(request.param, server, tmp_path_factory.mktemp(request.param) / "log") as running:
        yield running
