"""The table of contents: every part of the service is built and wired here, and nowhere else."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask

from service.accounts.key_ring import KeyRing
from service.accounts.login import Login
from service.accounts.passwords import Passwords
from service.accounts.registration import Registration
from service.accounts.secrets import Secrets
from service.accounts.sessions import Sessions
from service.accounts.tokens import AccessTokens
from service.api import error_handlers
from service.api.admin import admin_blueprint
from service.api.auth import auth_blueprint
from service.api.catalogue import catalogue_blueprint
from service.api.metrics import metrics_blueprint
from service.api.ops import Checks, ops_blueprint
from service.api.wellknown import wellknown_blueprint
from service.build_info import BuildInfo, read_build_info
from service.config import Settings, available_cores, load_settings
from service.database.embedded import EmbeddedPostgres, conninfo
from service.database.embedded.owner import DEFAULT_MAX_CONNECTIONS
from service.database.pool import RESERVED_CONNECTIONS, Database, connections_needed
from service.database.pool_metrics import PoolMetricsThread
from service.limits import tripwire
from service.limits.background import BackgroundThread
from service.limits.hash_lane import HashLane, hash_places
from service.limits.in_flight import InFlight, in_flight_limit
from service.limits.shedding import Shedding
from service.startup import Startup
from service.storage.error_records import ErrorRecords
from service.storage.listener import InvalidationListener
from service.storage.storage import Storage
from service.telemetry import metrics
from service.telemetry.logs import start_log_writer, stop_log_writer, write_event
from service.telemetry.outcomes import waiting_records
from service.telemetry.shipping import HttpSink, LogShipper

if TYPE_CHECKING:
    from service.telemetry.otel import SpanExport

LAST_FLUSH_MS = 500
STOP_THREADS_S = 1.0
LEAVE_FLUSH_MS = 500

_log = logging.getLogger("surelock.app")


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application of one worker process, with everything behind it started. Call it after the fork."""
    service = Service(settings or load_settings())
    app = Flask("service", static_folder=None)
    app.config["MAX_BODY_BYTES"] = service.settings.max_body_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False  # a path is right or it is not; a redirect would be a page in HTML
    app.register_blueprint(auth_blueprint(service.registration, service.login, service.sessions))
    app.register_blueprint(admin_blueprint(service.sessions, service.error_records))
    app.register_blueprint(catalogue_blueprint())
    app.register_blueprint(wellknown_blueprint(service.keys))
    app.register_blueprint(ops_blueprint(service.checks, service.build))
    app.register_blueprint(metrics_blueprint())
    if (span_export := _span_export(service.settings)) is not None:
        service.span_export = span_export
        app.wsgi_app = span_export.around(app.wsgi_app)  # type: ignore[method-assign,assignment]
    error_handlers.install(
        app,
        service.in_flight,
        request_deadline_ms=service.settings.request_deadline_ms,
        has_trusted_proxy=service.settings.has_trusted_proxy,
    )
    app.extensions["surelock"] = service
    service.start()
    return app


def database_url(settings: Settings) -> str:
    """Where the database is: DATABASE_URL, or our own server in the state folder."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return conninfo(settings.state_dir)


def run_embedded(
    settings: Settings, *, adopt: bool, on_wait: Callable[[str], None] = lambda reason: None
) -> EmbeddedPostgres:
    """Our own server, with room for all processes' connections; see `EmbeddedPostgres.start`."""
    return EmbeddedPostgres.start(
        settings.state_dir,
        adopt=adopt,
        bin_dir=settings.surelock_pg_bin,
        max_connections=max(DEFAULT_MAX_CONNECTIONS, connections_needed(settings) + RESERVED_CONNECTIONS),
        on_wait=on_wait,
    )


def log_shipper(settings: Settings) -> LogShipper | None:
    """What ships the lines of this process to LOG_SHIP_URL, if that is set."""
    if settings.log_ship_url is None:
        return None
    sink = HttpSink(settings.log_ship_url.get_secret_value())

    def post(body: bytes) -> None:
        tripwire.guard(tripwire.Guarded.HTTP)
        sink.post(body)

    return LogShipper(post)


class Service:
    """The parts of one process, in the order in which they stand on one another."""

    def __init__(self, settings: Settings) -> None:
        tripwire.set_mode(tripwire.Mode(settings.lock_tripwire))  # before anything takes a lock
        self.settings = settings
        self.span_export: SpanExport | None = None
        self.is_draining = False
        self.build: BuildInfo = read_build_info(settings.railway_git_commit_sha)
        self.shipper = log_shipper(settings)
        self.database = Database(database_url(settings), settings)
        self.storage = Storage(self.database, settings)
        self.shedding = Shedding()
        self.in_flight = InFlight(in_flight_limit(settings.threads), self.shedding)
        self.hash_lane = HashLane(
            available_cores(),
            settings.login_wait_budget_ms,
            places=hash_places(settings.threads),
            shedding=self.shedding,
        )

        derived = Secrets(settings.signing_secret)
        self.passwords = Passwords(self.hash_lane, settings.bcrypt_rounds)
        self.keys = KeyRing(settings, derived, self.database)
        self.tokens = AccessTokens(settings, self.keys)
        self.registration = Registration(self.database, self.passwords, self.tokens, settings.refresh_token_seconds)
        self.login = Login(
            self.database, self.storage, self.passwords, self.tokens, derived, settings.refresh_token_seconds
        )
        self.sessions = Sessions(
            self.database,
            self.storage,
            self.tokens,
            derived,
            settings.refresh_token_seconds,
            settings.refresh_grace_seconds,
        )

        self.error_records = ErrorRecords(
            self.database, waiting_records, settings.retention_days, settings.error_records_max_rows
        )
        self.startup = Startup(self.database, self.keys)
        self.threads: list[BackgroundThread] = [
            self.startup,
            self.error_records,
            PoolMetricsThread(
                self.database, self.in_flight, self.hash_lane, self.shedding, settings.db_pool_metrics_seconds
            ),
        ]
        if self.database.can_listen:
            self.threads.append(InvalidationListener(self.database, self.storage))
        self.checks = Checks(
            probe=self.database.probe,
            is_database_ready=lambda: self.database.is_ready,
            dead_threads=self._dead_threads,
            is_draining=lambda: self.is_draining,
            schema_version=lambda: self.startup.schema_version,
        )

    def start(self) -> None:
        """Start the threads; waits for nothing."""
        start_log_writer(ship=self.shipper.put if self.shipper else None)
        if self.shipper:
            self.shipper.start()
        write_event(_log, "lifecycle", "info", "worker starts", action="worker_boot")
        metrics.show_build(self.build.version, self.build.commit)
        if self.span_export is not None:
            self.span_export.start()
        self.database.open()
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Stop the threads and close every connection.

        Waits, for a silent database: STOP_THREADS_S, LAST_FLUSH_MS and what closing the pool may take; for those who
        want copies of lines and spans, and for a stalled standard output, what they are given at the end.
        """
        self.hash_lane.close()
        for thread in self.threads:
            thread.request_stop()
        until = time.monotonic() + STOP_THREADS_S
        # First of all: a process that was told to leave at once may not get further.
        self.error_records.join(STOP_THREADS_S)
        self.error_records.flush_at_end(LAST_FLUSH_MS)
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))
        self.error_records.give_up()
        self.database.close()
        if self.span_export is not None:
            self.span_export.stop()
        write_event(_log, "lifecycle", "info", "worker ends", action="worker_exit")
        if self.shipper:
            self.shipper.stop()  # while what it may have to tell still finds the writer
        stop_log_writer()

    def leave(self) -> None:
        """Keep what can be kept when there is no time to stop, the most important first.

        Waits: at most LEAVE_FLUSH_MS for the database; then, if there is still time, for who wants copies.
        """
        self.error_records.request_stop()
        self.error_records.flush_at_end(LEAVE_FLUSH_MS)
        self.error_records.give_up()
        stop_log_writer()
        if self.shipper:
            self.shipper.stop()
        if self.span_export is not None:
            self.span_export.stop()

    def _dead_threads(self) -> list[str]:
        """Threads that should run and do not. The start-up thread ends by itself, once the database is ready."""
        ended = [thread for thread in self.threads if not thread.is_alive()]
        return [thread.name for thread in ended if thread is not self.startup or not self.database.is_ready]


def _span_export(settings: Settings) -> SpanExport | None:
    """OpenTelemetry, if an endpoint for it is set; its packages are an extra and may not be there."""
    if settings.otlp_traces_url is None:
        return None
    from service.telemetry.otel import SpanExport

    return SpanExport(settings, before_export=partial(tripwire.guard, tripwire.Guarded.HTTP))
