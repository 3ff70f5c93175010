"""Error records for the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from service.telemetry.records import ErrorRecord

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
OWN, CLIENTS = 503, 401


def make_record(number: int = 1, status_code: int = OWN, **changes: Any) -> ErrorRecord:
    """A record that *number* tells from the others."""
    fields: dict[str, Any] = {
        "trace_id": TRACE_ID,
        "span_id": f"{number:016x}",
        "occurred_at": datetime(2026, 11, 23, 16, 45, 39, 996431, UTC),
        "status_code": status_code,
        "error_kind": "pool_timeout" if status_code >= 500 else "auth_error",
        "error_code": "pool_wait_timeout" if status_code >= 500 else "credentials_invalid",
        "endpoint": "/api/auth/login",
        "method": "POST",
        "story": {},
    }
    return ErrorRecord(**fields | changes)
