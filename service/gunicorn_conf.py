"""The one place for gunicorn's settings: `gunicorn -c service/gunicorn_conf.py "service.app:create_app()"`.

Read by the master before it forks; wrong settings stop the start here, with one line each and exit status 2.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from service.app import run_embedded
from service.build_info import read_build_info
from service.config import Settings, SettingsError
from service.database.embedded import EmbeddedPostgres, EmbeddedPostgresError, is_run
from service.errors.kinds import ErrorCode
from service.load_board import LoadBoard
from service.startup import EXIT_FAILED, refuse_settings, settings_or_exit, stop_start
from service.telemetry import metrics
from service.telemetry.logs import configure_logging, write_event
from service.telemetry.metrics_directory import MetricsDirectory
from service.telemetry.outcomes import tell_deaths
from service.telemetry.server_log import ServerLogger
from service.watch import watch
from service.worker import Worker

PORT_WAIT_S = 5.0
PORT_TRY_INTERVAL_S = 0.25
# From a master that hands over (SIGUSR2), or from systemd.
_INHERITED_SOCKETS = {"GUNICORN_FD", "LISTEN_FDS"}

_log = logging.getLogger("surelock.server")


def _load_settings() -> Settings:
    configure_logging("info")
    tell_deaths("server")
    settings = settings_or_exit()
    configure_logging(
        settings.log_level,
        commit=read_build_info(settings.railway_git_commit_sha).commit,
        environment=settings.railway_environment_name,
        replica=settings.railway_replica_id,
    )
    return settings


def _addresses(port: int) -> list[str]:
    """Every address of this host: IPv6 with IPv4 in it where there is IPv6, else IPv4 alone."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            takes_both = not probe.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)
            probe.bind(("::", 0))
    except OSError:
        return [f"0.0.0.0:{port}"]
    return [f"[::]:{port}"] if takes_both else [f"[::]:{port}", f"0.0.0.0:{port}"]


settings = _load_settings()

bind = _addresses(settings.port)
workers = settings.web_concurrency
worker_class = Worker
threads = settings.threads
# The worker's heartbeat. It comes from the accept loop and bounds no request; those have their deadline.
timeout = 30
graceful_timeout = settings.graceful_timeout_seconds
# Longer than proxies keep theirs (Railway's edge: 60 s): then it is they who close an idle connection, and no request
# is sent into one that we are just closing. It holds no thread.
keepalive = 65
# The heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
# No client sets SCRIPT_NAME and the like, also one that the server takes for a proxy because it is on the same host.
forwarder_headers = ""
logger_class = ServerLogger


def on_starting(server: Any) -> None:
    """In the master, before anything else: see that the port is free, and bring up the embedded PostgreSQL, if any."""
    write_event(_log, "lifecycle", "info", "server starts", action="startup")
    if not _INHERITED_SOCKETS & os.environ.keys():
        _wait_for_port()
    if not settings.is_embedded:
        return
    try:
        server.embedded = _start_embedded()
        settings.signing_secret  # noqa: B018  made here, once, rather than by whichever worker is first
    except (EmbeddedPostgresError, OSError) as exc:
        stop_start(ErrorCode.EMBEDDED_DATABASE_FAILED, str(exc))
        sys.exit(EXIT_FAILED)
    except SettingsError as exc:
        refuse_settings(exc)


def _wait_for_port() -> None:
    """Until the server before us has left the port, or PORT_WAIT_S have passed; gunicorn's own words have no name."""
    give_up_at = time.monotonic() + PORT_WAIT_S
    while True:
        try:
            for address in bind:
                _try_to_bind(address)
        except OSError as exc:
            if time.monotonic() >= give_up_at:
                stop_start(ErrorCode.PORT_UNAVAILABLE, f"PORT: {settings.port}: {exc.strerror}")
                sys.exit(EXIT_FAILED)
            time.sleep(PORT_TRY_INTERVAL_S)
        else:
            return


def _try_to_bind(address: str) -> None:
    host, _, port = address.rpartition(":")
    with socket.socket(socket.AF_INET6 if "[" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host.strip("[]"), int(port)))


def _start_embedded() -> EmbeddedPostgres:
    started = run_embedded(
        settings, adopt=False, on_wait=partial(_tell_startup, "waiting for the embedded PostgreSQL's folder")
    )
    for note in started.notes:
        _tell_startup("the embedded PostgreSQL has started", note)
    return started


def _tell_startup(message: str, detail: str) -> None:
    write_event(_log, "lifecycle", "info", message, action="startup", detail=detail)


def when_ready(server: Any) -> None:
    """In the master, once, when it listens and before its first worker (a reload runs this file again, not this)."""
    server.load_board = LoadBoard()
    server.metrics_directory = MetricsDirectory.make()
    if server.metrics_directory.prepare(metrics.MAIN_PROCESS):
        metrics.share(server.metrics_directory.path)


def pre_fork(server: Any, worker: Any) -> None:
    """In the master, before each worker: give it the lowest slot that no live worker has."""
    taken = {other.slot for other in server.WORKERS.values()}
    worker.slot = next(slot for slot in map(str, count()) if slot not in taken)
    worker.has_metrics_files = server.metrics_directory.prepare(worker.slot)
    worker.load_board = server.load_board
    worker.load_board.expect(int(worker.slot))


def post_fork(server: Any, worker: Any) -> None:
    """In a new worker: let go of what is the master's, and do not outlive it."""
    worker.early_signals = server.SIG_QUEUE
    metrics.work_as(worker.slot, has_files=worker.has_metrics_files)
    server.metrics_directory.close_after_fork()
    if (owned := getattr(server, "embedded", None)) is not None:
        owned.close_after_fork()
    watch(worker, partial(is_run, settings.state_dir) if settings.is_embedded else lambda: True)


def child_exit(server: Any, worker: Any) -> None:
    """In the master, after a worker has left: if it left because nobody runs the database, run it again."""
    server.load_board.leave(int(worker.slot))
    server.metrics_directory.forget_gauges(worker.slot)
    is_ending = not server.LISTENERS
    if is_ending or not settings.is_embedded or is_run(settings.state_dir):
        return
    server.embedded.stop()
    try:
        server.embedded = _start_embedded()
    except EmbeddedPostgresError as exc:
        stop_start(ErrorCode.EMBEDDED_DATABASE_FAILED, str(exc))  # the next worker to leave is the next try


def worker_abort(worker: Any) -> None:
    """In a worker that the master is about to kill, because its main thread gave no sign of life."""
    write_event(_log, "lifecycle", "error", "the worker is aborted", action="worker_abort")
    worker.leave_now("the worker was aborted", EXIT_FAILED)


def worker_exit(_server: Any, worker: Any) -> None:
    """In a worker that leaves, as a rule when its requests are done."""
    if worker.cut("the server was told to quit"):
        worker.leave_now("the server was told to quit", 0)
    worker.stop_service()


def on_exit(server: Any) -> None:
    """In the master, last of all."""
    if (owned := getattr(server, "embedded", None)) is not None:
        owned.stop()
    server.metrics_directory.remove()
    write_event(_log, "lifecycle", "info", "server ends", action="shutdown")
