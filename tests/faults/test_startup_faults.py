"""The database is not there when the service starts, cannot be found, or is empty: it starts, says so, and recovers."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.database.embedded import EmbeddedPostgres
from tests.faults.conftest import WAYS
from tests.support import fault_proxy
from tests.support.fault_proxy import Fault
from tests.support.fault_site import CLIENT_GRACE_S, DEADLINE_S, SETTINGS, SLACK_S, FaultSite, way_to
from tests.support.postgres import TestDatabase
from tests.support.service import APPLICATION, RunningService, wait_for

NORMAL_WITHIN_S = 10.0
MANY_WORKERS = 4
RESOLVER = "127.53.53.53"

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a process another resolv.conf")


def assert_up_without_database(service: RunningService) -> None:
    """What needs no database is answered; what does is refused in time, by its name, and never as a wrong password."""
    service.wait_until_listening()
    for _round in range(2):
        for path, body in (
            ("login", {"username": "early", "password": "correct horse"}),
            ("register", {"username": "early", "email": "early@example.com", "password": "correct horse"}),
        ):
            answer = service.post(f"/api/auth/{path}", body)
            assert answer.elapsed.total_seconds() <= DEADLINE_S + CLIENT_GRACE_S + SLACK_S
            assert (answer.status_code, answer.json()["error_code"]) == (503, "database_starting")
        assert service.get("/health").status_code == 200
        assert service.get("/health/ready").status_code == 503


@pytest.mark.parametrize("fault", [fault_proxy.REFUSED, fault_proxy.BLACKHOLE], ids=["refused", "blackhole"])
@pytest.mark.parametrize("way", WAYS)
def test_a_database_that_comes_later_is_used_when_it_comes(
    server: EmbeddedPostgres, tmp_path: Path, way: str, fault: Fault
) -> None:
    """Platforms start everything at once, and a deploy must not fail because of it."""
    database = TestDatabase(server)
    with way_to(way, server, database) as (proxy, settings):
        with proxy.failing(fault):
            service = RunningService(tmp_path / "log", **SETTINGS | settings)
            with_service_up(service)
        with service:
            wait_for(
                lambda: service.get("/health/ready").status_code == 200, NORMAL_WITHIN_S + SLACK_S, "ready by itself"
            )
            service.wait_until_ready()
            FaultSite(way, service, database, proxy).assert_recovered()
    database.drop()


def with_service_up(service: RunningService) -> None:
    try:
        assert_up_without_database(service)
    except BaseException:
        service.stop()
        raise


@contextmanager
def silent_resolver() -> Iterator[None]:
    """Takes questions at RESOLVER, and answers none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind((RESOLVER, 53))
        yield


@as_root
def test_a_name_that_nobody_resolves_holds_up_nothing(tmp_path: Path) -> None:
    """The time to connect is limited, but not the time to find out where to."""
    resolv_conf = tmp_path / "resolv.conf"
    resolv_conf.write_text(f"nameserver {RESOLVER}\noptions timeout:10 attempts:5\n")
    # A file system of its own, in which its resolv.conf is ours.
    script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"'
    prefix = ["unshare", "--mount", "sh", "-c", script, "sh", str(resolv_conf)]
    settings = SETTINGS | {"DATABASE_URL": "postgresql://surelock@database.invalid-host.example/none"}
    with silent_resolver(), RunningService(tmp_path / "log", APPLICATION, prefix, **settings) as service:
        assert_up_without_database(service)
        with ThreadPoolExecutor(20) as clients:
            answers = list(clients.map(lambda number: service.login(f"early-{number}"), range(20)))
        for answer in answers:
            assert answer.status_code == 503
            assert answer.elapsed.total_seconds() <= DEADLINE_S + CLIENT_GRACE_S + SLACK_S
        assert service.stop() == 0


@pytest.mark.parametrize("way", WAYS)
def test_workers_that_start_together_on_an_empty_database_do_not_race(
    server: EmbeddedPostgres, tmp_path: Path, way: str
) -> None:
    """`CREATE TABLE IF NOT EXISTS` fails when two run it at once."""
    database = TestDatabase(server)
    with (
        way_to(way, server, database) as (_proxy, settings),
        RunningService(tmp_path / "log", **SETTINGS | settings | {"WEB_CONCURRENCY": MANY_WORKERS}) as service,
    ):
        service.wait_until_ready()
        asked_too_soon = "database_starting"
        assert {line["error_code"] for line in service.lines() if "error_kind" in line} <= {asked_too_soon}
        service.register("first")
        assert service.login("first").status_code == 200
    database.drop()
