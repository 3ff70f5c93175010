"""Health and version: is the process alive, can it work, and what is it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from flask import Blueprint, Response, jsonify

from service.api.error_handlers import problem_response
from service.build_info import BuildInfo
from service.errors.classify import describe
from service.errors.context import ErrorContext
from service.errors.kinds import ErrorCode
from service.errors.types import DatabaseUnavailable, Overloaded, ServiceError
from service.limits.in_flight import InFlight
from service.telemetry.trace import current_trace

PROBE_TIMEOUT_MS = 900


@dataclass(frozen=True)
class Checks:
    """What readiness looks at. `probe` asks the database within so many milliseconds, or raises; `dead_threads` names
    the background threads that ended though they should not have."""

    probe: Callable[[float], None]
    is_database_ready: Callable[[], bool]
    dead_threads: Callable[[], list[str]]
    is_draining: Callable[[], bool]
    schema_version: Callable[[], int | None]


def ops_blueprint(checks: Checks, build: BuildInfo) -> Blueprint:
    ops = Blueprint("ops", __name__)
    probe = _Probe(checks.probe)

    @ops.get("/health")
    def health() -> Response:
        """Answers as long as a request thread is free, and one is kept free for it; asks nobody."""
        return jsonify({"status": "ok"})

    @ops.get("/health/ready")
    def ready() -> Response:
        results, failure = _run_checks(checks, probe)
        if failure is None:
            return jsonify({"status": "ready", "checks": results})
        trace = current_trace()
        if trace is None:
            raise RuntimeError("readiness is asked in a request")
        trace.failure = failure
        return problem_response(failure, trace.trace_id, checks=results)

    @ops.get("/version")
    def version() -> Response:
        return jsonify(asdict(build) | {"schema_version": checks.schema_version()})

    return ops


def _run_checks(checks: Checks, probe: _Probe) -> tuple[dict[str, str], ErrorContext | None]:
    """Each check by name with `ok` or an error code, and the failure that the first bad one stands for."""
    if checks.is_draining():
        return {"server": ErrorCode.DRAINING.value}, describe(Overloaded(ErrorCode.DRAINING, "The service is ending"))
    failure = probe.run()
    results = {"database": "ok" if failure is None else failure.error_code}
    if checks.is_database_ready():
        results["schema"] = "ok"
    else:
        results["schema"] = ErrorCode.DATABASE_STARTING.value
        failure = failure or describe(DatabaseUnavailable(ErrorCode.DATABASE_STARTING))
    dead = checks.dead_threads()
    results["threads"] = f"dead: {', '.join(dead)}" if dead else "ok"
    if dead:
        failure = failure or _not_ready()
    if failure is not None and failure.status_code != 503:
        failure = _not_ready()  # whatever it is called elsewhere, here it is a reason to ask again later
    return results, failure


def _not_ready() -> ErrorContext:
    return describe(ServiceError(ErrorCode.NOT_READY, "The service is not ready; see checks"))


class _Probe:
    """Asks the database, for one caller at a time: however often somebody asks, one thread waits for the answer."""

    def __init__(self, ask: Callable[[float], None]) -> None:
        self._ask = ask
        self._turn = InFlight(1)
        self._last: ErrorContext | None = describe(DatabaseUnavailable(ErrorCode.DATABASE_STARTING))

    def run(self) -> ErrorContext | None:
        """The failure, or None; what the last one found while another is under way. Waits: PROBE_TIMEOUT_MS."""
        try:
            self._turn.enter()
        except Overloaded:
            return self._last
        try:
            self._ask(PROBE_TIMEOUT_MS)
            self._last = None
        except Exception as exc:  # noqa: BLE001  whatever it is, it becomes the check's result
            self._last = describe(exc)
        finally:
            self._turn.leave()
        return self._last
