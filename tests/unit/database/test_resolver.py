"""Looking up the database's host: bounded, although the look-up itself is not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from service.database import resolver
from service.database.connection import BoundedConnection
from service.database.resolver import addresses
from tests.unit.threads import LIMIT_S, SLACK_S, wait_until

TIMEOUT_S = 0.1


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the resolver knows."""
    known: dict[str, list[str]] = {}

    def look_up(host: str, port: str, **_kind: object) -> list[Any]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(port))) for address in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A resolver that does not answer before the event is set."""
    answers = threading.Event()

    def look_up(*_args: object, **_kind: object) -> list[Any]:
        answers.wait(timeout=LIMIT_S)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield answers
    answers.set()
    wait_until(lambda: resolver._lookups.free == 4)


def test_every_address_of_every_name_is_tried(names: dict[str, list[str]]) -> None:
    """As the driver would; a server that moved is found by any of them."""
    names |= {"db": ["::1", "127.0.0.1"], "other": ["10.0.0.1"]}
    assert addresses("postgresql://db/x", TIMEOUT_S) == {
        "host": "db,db",
        "hostaddr": "::1,127.0.0.1",
        "port": "5432",
    }
    assert addresses("host=db,10.1.1.1,other port=1,2,3", TIMEOUT_S) == {
        "host": "db,db,10.1.1.1,other",
        "hostaddr": "::1,127.0.0.1,10.1.1.1,10.0.0.1",
        "port": "1,1,2,3",
    }


@pytest.mark.parametrize(
    "conninfo",
    [
        "postgresql://127.0.0.1/x",
        "postgresql://[::1]:5433/x",
        "postgresql:///x",
        "postgresql:///x?host=/var/run",
        "host=db hostaddr=10.0.0.1",
        "host=db,db port=1,2,3",
    ],
)
def test_what_needs_no_look_up_is_left_as_it_is(conninfo: str, names: dict[str, list[str]]) -> None:
    """An embedded database has a socket, and asks no resolver. What is wrong the driver says better."""
    assert addresses(conninfo, TIMEOUT_S) == {}


def test_a_name_without_an_address_is_an_error_of_the_drivers_kind(names: dict[str, list[str]]) -> None:
    """It is told and tried again like any connection that can't be made."""
    with pytest.raises(psycopg.OperationalError, match="no address"):
        addresses("postgresql://nowhere/x", TIMEOUT_S)
    with pytest.raises(psycopg.OperationalError):
        addresses(f"postgresql://{'a' * 70}é/x", TIMEOUT_S)


def test_a_resolver_that_hangs_is_waited_for_within_the_connect_timeout(hanging: threading.Event) -> None:
    """`connect_timeout` alone does not cover it."""
    before = threading.active_count()
    for _ in range(8):
        started = time.monotonic()
        with pytest.raises(psycopg.errors.ConnectionTimeout):
            BoundedConnection.connect("postgresql://db/x", connect_timeout=TIMEOUT_S)
        assert time.monotonic() - started < TIMEOUT_S + SLACK_S
    assert threading.active_count() - before <= 4, "those that hang are not joined by more and more"


def test_afterwards_names_are_found_again(hanging: threading.Event) -> None:
    """The places of those that hung are free again."""
    for _ in range(4):
        with pytest.raises(psycopg.errors.ConnectionTimeout):
            addresses("postgresql://db/x", 0.01)
    hanging.set()
    wait_until(lambda: resolver._lookups.free == 4)
    assert addresses("postgresql://db:7/x", LIMIT_S) == {"host": "db", "hostaddr": "127.0.0.1", "port": "7"}
