"""The metrics thread: tells the state of the pool and of the process, and lets an empty pool recover."""

from __future__ import annotations

import logging

from service.database.pool import Database
from service.errors.classify import describe
from service.limits.background import BackgroundThread
from service.limits.hash_lane import HashLane
from service.limits.in_flight import InFlight
from service.limits.shedding import Shedding
from service.telemetry import metrics
from service.telemetry.logs import write_event
from service.telemetry.outcomes import write_failure

HEALTH_INTERVAL_S = 1.0

_log = logging.getLogger("surelock.pool")

# psycopg_pool's own names; it leaves out what is zero.
STATISTICS = (
    "pool_min",
    "pool_max",
    "pool_size",
    "pool_available",
    "requests_waiting",
    "requests_num",
    "requests_queued",
    "requests_wait_ms",
    "requests_errors",
    "usage_ms",
    "returns_bad",
    "connections_num",
    "connections_ms",
    "connections_errors",
    "connections_lost",
)


class PoolMetricsThread(BackgroundThread):
    """
    Writes one `database_pool_metrics` event every *interval_s* seconds, the first at once.

    The metrics of what goes up and down are renewed every HEALTH_INTERVAL_S, and the end of shedding is noticed.
    """

    def __init__(
        self, database: Database, in_flight: InFlight, hash_lane: HashLane, shedding: Shedding, interval_s: float
    ) -> None:
        super().__init__("pool-metrics")
        self._database = database
        self._in_flight = in_flight
        self._hash_lane = hash_lane
        self._shedding = shedding
        self._interval_s = interval_s

    def _run(self) -> None:
        until_next_s = 0.0
        while not self._stopping.is_set():
            try:
                self._show_state()
                self._shedding.look()
                if until_next_s <= 0:
                    until_next_s += self._interval_s
                    write_pool_metrics(self._database)
                self._database.keep_healthy()
            except Exception as exc:  # noqa: BLE001  the loop survives one bad turn
                write_failure(_log, describe(exc), component="metrics_thread", message="pool metrics failed")
            self._stopping.wait(timeout=HEALTH_INTERVAL_S)
            until_next_s -= HEALTH_INTERVAL_S

    def _show_state(self) -> None:
        metrics.show_pool(self._database.stats())
        metrics.show_hash_lane(self._hash_lane.threads, self._hash_lane.running, self._hash_lane.waiting)
        metrics.show_in_flight(self._in_flight.running)
        metrics.show_process()


def write_pool_metrics(database: Database) -> None:
    """One `database_pool_metrics` line."""
    stats = database.stats()
    fields = {name: max(0, stats.get(name, 0)) for name in STATISTICS}
    write_event(
        _log,
        "database_pool_metrics",
        "info",
        "database pool statistics",
        pool="main",
        connections=fields["pool_size"],
        idle_connections=fields["pool_available"],
        max_size=fields["pool_max"],
        **fields,
    )
