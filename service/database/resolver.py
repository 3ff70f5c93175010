"""The addresses of a database's host, looked up within a bound: `connect_timeout` does not cover a resolver that hangs.

The look-up itself can't be ended, so it is done by a thread that nobody waits for any longer than that.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from concurrent.futures import Future

import psycopg
from psycopg import errors as pg
from psycopg.conninfo import conninfo_to_dict

from service.limits.places import Places

ADDRESSES_MAX = 4
DEFAULT_PORT = "5432"
# A resolver that hangs does so for everybody; more threads would hang, too.
_lookups = Places(4)


def addresses(conninfo: str, timeout_s: float) -> dict[str, str]:
    """
    The parameters `host`, `hostaddr` and `port` for *conninfo*, with each name looked up; empty when it has none.

    Waits: at most *timeout_s* for each name. Raises: psycopg.OperationalError, ConnectionTimeout among them.
    """
    parameters = {name: str(value) for name, value in conninfo_to_dict(conninfo).items()}
    hosts = parameters.get("host", "").split(",")
    if "hostaddr" in parameters or not any(map(_is_name, hosts)):
        return {}
    ports = parameters.get("port", "").split(",")
    if len(ports) == 1:
        ports *= len(hosts)
    if len(ports) != len(hosts):
        return {}  # the driver says what is wrong with it
    attempts = [
        (host, address, port)
        for host, port in zip(hosts, ports, strict=True)
        for address in (_look_up(host, port or DEFAULT_PORT, timeout_s) if _is_name(host) else [_own_address(host)])
    ]
    columns = dict(zip(("host", "hostaddr", "port"), map(",".join, zip(*attempts, strict=True)), strict=True))
    return columns if "port" in parameters else columns | {"port": DEFAULT_PORT}


def _is_name(host: str) -> bool:
    return bool(host) and host[0] not in "/@" and not _is_address(host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _own_address(host: str) -> str:
    return host if _is_address(host) else ""


def _look_up(host: str, port: str, timeout_s: float) -> list[str]:
    if not _lookups.take(timeout_s):
        raise pg.ConnectionTimeout("the names looked up before have not been found yet")
    found: Future[list[str]] = Future()
    try:
        threading.Thread(target=_resolve, args=(host, port, found), name="resolver", daemon=True).start()
    except RuntimeError:  # no room for another thread
        _lookups.give_back()
        raise
    try:
        return found.result(timeout=timeout_s)
    except TimeoutError as exc:
        raise pg.ConnectionTimeout("the address of the database's host was not found in time") from exc
    except (OSError, UnicodeError) as exc:
        raise psycopg.OperationalError(f"the database's host {host!r} has no address: {exc}") from exc


def _resolve(host: str, port: str, found: Future[list[str]]) -> None:
    """In a thread of its own, which ends when the resolver gives up."""
    try:
        entries = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP, type=socket.SOCK_STREAM)
        found.set_result([str(entry[4][0]) for entry in entries][:ADDRESSES_MAX])
    except Exception as exc:  # noqa: BLE001  it is raised where the result is wanted
        found.set_exception(exc)
    finally:
        _lookups.give_back()
