"""What it costs to make one line of the log, beside encoding the same fields with the standard json module."""

from __future__ import annotations

import json
import logging
import timeit

from service import __version__
from service.errors.classify import describe
from service.errors.kinds import ErrorCode
from service.errors.types import QueryTimeout
from service.telemetry.formatter import EventFormatter, failure_fields
from service.telemetry.trace import start_trace, tracing

LINES = 2000
REPEATS = 7


def main() -> None:
    formatter = EventFormatter({"version": __version__})
    print(f"{'line':28} {'bytes':>6} {'formatter, us':>14} {'json alone, us':>15} {'ratio':>6}")
    for name, record in {"request served": _served(), "request failed (503)": _failed()}.items():
        with tracing(start_trace(None)):
            line = formatter.format(record)
            ours = _cost_us(lambda record=record: formatter.format(record))
        fields = json.loads(line)
        plain = _cost_us(lambda fields=fields: json.dumps(fields, separators=(",", ":")))
        print(f"{name:28} {len(line) + 1:6} {ours:14.1f} {plain:15.1f} {ours / plain:6.1f}")


def _cost_us(work: object) -> float:
    """The best of several runs: what disturbs a run only ever makes it slower."""
    return min(timeit.repeat(work, number=LINES, repeat=REPEATS)) / LINES * 1e6  # type: ignore[arg-type]


def _served() -> logging.LogRecord:
    return _record("request served", status_code=200)


def _failed() -> logging.LogRecord:
    try:
        raise QueryTimeout(ErrorCode.NO_ANSWER)
    except QueryTimeout as exc:
        return _record("request failed", status_code=503, **failure_fields(describe(exc)))


def _record(message: str, **fields: object) -> logging.LogRecord:
    waits = {
        "lock_wait_ms": 0.021,
        "lock_hold_ms": 0.013,
        "lock_attempts": 2,
        "lock_label": "user.keep",
        "pool_wait_ms": 0.114,
        "db_ms": 3.862,
        "db_queries": 2,
        "hash_wait_ms": 0.455,
        "hash_ms": 117.744,
        "sign_ms": 0.597,
    }
    return logging.makeLogRecord(
        {
            "name": "surelock.request",
            "levelno": logging.INFO,
            "msg": message,
            "event": "request",
            "event_fields": {
                "endpoint": "/api/auth/login",
                "method": "POST",
                "duration_ms": 130.136,
                "response_bytes": 626,
                "user_id": "5d1f7aeb-4c84-4a55-a18e-74991c4d5ba9",
                **waits,
                **fields,
            },
        }
    )


if __name__ == "__main__":
    main()
