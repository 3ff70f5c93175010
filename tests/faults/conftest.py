"""What the fault tests share: a PostgreSQL server of their own to ill-treat, and both ways to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.database.embedded import EmbeddedPostgres
from tests.support.fault_site import FaultSite, fault_site
from tests.support.postgres import postgres_server
from tests.support.service import wait_for

WAYS = ("direct", "pooled")
SOUND_WITHIN_S = 30.0


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="module", params=WAYS)
def shared_site(
    request: pytest.FixtureRequest, server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FaultSite]:
    with fault_site(request.param, server, tmp_path_factory.mktemp(request.param) / "log") as running:
        yield running


@pytest.fixture
def site(shared_site: FaultSite) -> FaultSite:
    """One service for many faults; a test begins when whatever the one before it left has passed."""
    wait_for(shared_site.is_sound, SOUND_WITHIN_S, "the site is sound")
    return shared_site
