"""A real rsyslogd on the configuration file of the runbook, and a TCP aggregator that can be away."""

from __future__ import annotations

import shutil
import socket
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.pgbouncer import TOOLS
from tests.support.service import ROOT, free_port

CONFIGURATION = ROOT / "docs" / "rsyslog" / "surelock.conf"


@dataclass
class TcpSink:
    """Keeps each line that it gets."""

    port: int = field(default_factory=free_port)
    lines: list[bytes] = field(default_factory=list)
    _server: socketserver.ThreadingTCPServer | None = None
    _connections: list[socket.socket] = field(default_factory=list)

    def open(self) -> None:
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                sink._connections.append(self.connection)
                with suppress(OSError):
                    sink.lines.extend(line for line in self.rfile if line.endswith(b"\n"))

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        """Be away: connections end and new ones are refused."""
        if self._server is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._server = None
        while self._connections:
            with suppress(OSError):
                self._connections.pop().shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class RunningRsyslog:
    """What it reads, where it keeps what is not JSON, and what it says itself."""

    source: Path
    not_json: Path
    messages: Path


@contextmanager
def rsyslog(folder: Path, sink: TcpSink) -> Iterator[RunningRsyslog]:
    """rsyslogd as the runbook sets it up, with the paths and the port of this test; its files are in *folder*."""
    source, messages = folder / "surelock.log", folder / "messages"
    source.touch()
    configuration = folder / "surelock.conf"
    configuration.write_text(_filled_in(CONFIGURATION.read_text(), folder, sink.port))
    binary = shutil.which("rsyslogd", path=f"{TOOLS}/usr/sbin:/usr/sbin")
    assert binary is not None, "scripts/test.sh fetches rsyslog"
    (modules,) = (Path(binary).parent.parent / "lib").glob("*/rsyslog")
    command = [binary, "-n", "-M", str(modules), "-f", str(configuration), "-i", str(folder / "pid")]
    with messages.open("wb") as output:
        process = subprocess.Popen(command, env={"LD_LIBRARY_PATH": str(modules.parent)}, stdout=output, stderr=output)
    try:
        yield RunningRsyslog(source, folder / "not_json.log", messages)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _filled_in(configuration: str, folder: Path, port: int) -> str:
    for documented, ours in [
        ("/var/spool/rsyslog", str(folder)),
        ("/var/log/surelock", str(folder)),
        ("logs.example.com", "127.0.0.1"),
        ("5140", str(port)),
    ]:
        assert documented in configuration
        configuration = configuration.replace(documented, ours)
    return configuration
