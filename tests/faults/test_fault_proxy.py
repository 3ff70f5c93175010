"""The proxy that the fault tests rely on does what each of its faults says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import fault_proxy
from tests.support.fault_proxy import Fault, FaultProxy

SILENCE_S = 0.3


def serve_echo(listener: socket.socket) -> None:
    """Answer each client with what it says, until the listener is closed."""

    def echo(connection: socket.socket) -> None:
        with connection, suppress(ConnectionError):
            while data := connection.recv(65536):
                connection.sendall(data)

    while True:
        try:
            connection, _address = listener.accept()
        except OSError:
            return
        threading.Thread(target=echo, args=[connection], daemon=True).start()


@pytest.fixture(params=["tcp", "unix"])
def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FaultProxy]:
    if request.param == "tcp":
        listener = socket.create_server(("127.0.0.1", 0))
    else:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "echo"))
        listener.listen()
    thread = threading.Thread(target=serve_echo, args=[listener], daemon=True)
    thread.start()
    with FaultProxy(listener.getsockname()) as running:
        yield running
    listener.shutdown(socket.SHUT_RDWR)  # closing alone does not wake its thread
    listener.close()
    thread.join(timeout=5)


def connect(proxy: FaultProxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=5)


def echoed(connection: socket.socket, said: bytes) -> bytes:
    connection.sendall(said)
    return connection.recv(65536)


def is_silent(connection: socket.socket) -> bool:
    connection.settimeout(SILENCE_S)
    try:
        connection.recv(1)
    except TimeoutError:
        return True
    else:
        return False
    finally:
        connection.settimeout(5)


def test_what_works_passes_and_hanging_up_is_passed_on(proxy: FaultProxy) -> None:
    """It is no fault by itself."""
    with connect(proxy) as connection:
        assert echoed(connection, b"hello") == b"hello"
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""


@pytest.mark.parametrize("fault", [fault_proxy.BLACKHOLE, fault_proxy.REQUESTS_LOST, fault_proxy.ANSWERS_LOST])
def test_what_is_lost_is_lost_in_silence(proxy: FaultProxy, fault: Fault) -> None:
    """Neither an answer nor an end, on open connections and on new ones; later ones are fine again."""
    with connect(proxy) as idle, connect(proxy) as opened:
        assert echoed(opened, b"before") == b"before"
        with proxy.failing(fault), connect(proxy) as new:
            for connection in (opened, new):
                connection.sendall(b"lost")
                assert is_silent(connection)
        assert echoed(idle, b"after") == b"after"
        with connect(proxy) as later:
            assert echoed(later, b"after") == b"after"


def test_a_reset_ends_connections_at_once(proxy: FaultProxy) -> None:
    """Open ones and new ones."""
    with connect(proxy) as opened:
        assert echoed(opened, b"before") == b"before"
        with proxy.failing(fault_proxy.RESET):
            with pytest.raises(ConnectionResetError):
                opened.recv(1)
            with pytest.raises(ConnectionResetError), connect(proxy) as new:
                new.recv(1)
    with connect(proxy) as later:
        assert echoed(later, b"after") == b"after"


def test_a_server_that_is_down_refuses_and_comes_back_at_the_same_port(proxy: FaultProxy) -> None:
    """Clients know no other."""
    with connect(proxy) as opened, proxy.failing(fault_proxy.REFUSED):
        assert opened.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            connect(proxy)
    with connect(proxy) as later:
        assert echoed(later, b"after") == b"after"


def test_latency_delays_answers_and_what_is_late_comes_when_it_ends(proxy: FaultProxy) -> None:
    """Each by the same time, in their order."""
    with connect(proxy) as connection:
        with proxy.failing(Fault(latency_s=0.4)):
            started = time.monotonic()
            assert echoed(connection, b"late") == b"late"
            assert time.monotonic() - started >= 0.4
        with proxy.failing(Fault(latency_s=60)):
            connection.sendall(b"very late")
            assert is_silent(connection)
        assert connection.recv(100) == b"very late"


def test_a_connection_is_cut_after_so_many_bytes(proxy: FaultProxy) -> None:
    """In the midst of an answer; counted from when the fault began, for each by itself."""
    with connect(proxy) as opened:
        assert echoed(opened, b"before") == b"before"
        with proxy.failing(Fault(cut_after_bytes=3)), connect(proxy) as new:
            for connection in (opened, new):
                assert echoed(connection, b"hello") == b"hel"
                assert connection.recv(1) == b""
