"""SQL about error records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from service.database.pool import Database
from service.telemetry.records import ErrorRecord

FOUND_MAX = 100
# Less than requests wait for a connection, of which there may be only one.
WRITE_TIMEOUT_MS = 500

_FIELDS = tuple(ErrorRecord.__dataclass_fields__)
_COLUMNS = ", ".join(_FIELDS)


def insert_many(database: Database, records: Sequence[ErrorRecord]) -> None:
    """
    Write *records* with one statement; those that are there already stay as they are, so it may be tried again.

    Waits: for a connection at most POOL_TIMEOUT_MS, then at most WRITE_TIMEOUT_MS. Raises: what `Database.write` does.
    """
    rows = [{name: _storable(value) for name, value in asdict(record).items()} for record in records]
    database.write(
        f"""
        INSERT INTO error_records ({_COLUMNS})
        SELECT {_COLUMNS}
        FROM jsonb_to_recordset(%(rows)s::jsonb) AS row (
            trace_id text, span_id text, occurred_at timestamptz, status_code integer, error_kind text,
            error_code text, endpoint text, method text, story jsonb
        )
        ON CONFLICT DO NOTHING
        """,
        {"rows": json.dumps(rows, allow_nan=False)},
        timeout_ms=WRITE_TIMEOUT_MS,
    )


def _storable(value: Any) -> Any:
    """*value* as jsonb takes it: texts without NUL and without lone surrogates."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_storable(name): _storable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(part) for part in value]
    return value


def find(database: Database, trace_id: str, span_id: str | None) -> list[ErrorRecord]:
    """The records of a trace, or of one span in it: our own faults first, then the newest, FOUND_MAX at most.

    Whoever knows a trace id can add failures to it; those of the service can't be buried under a client's.
    """
    rows = database.fetch_all(
        f"""
        SELECT {_COLUMNS}
        FROM error_records
        WHERE trace_id = %(trace_id)s AND (%(span_id)s::text IS NULL OR span_id = %(span_id)s)
        ORDER BY status_code >= 500 DESC, occurred_at DESC, number DESC
        LIMIT {FOUND_MAX}
        """,
        {"trace_id": trace_id, "span_id": span_id},
    )
    return [ErrorRecord(**row) for row in rows]


def delete_old(database: Database, retention_days: int, limit: int) -> int:
    """Delete records older than *retention_days*, *limit* at most; returns how many."""
    return _delete(
        database,
        "WHERE occurred_at < now() - make_interval(days => %(days)s) ORDER BY occurred_at",
        {"days": retention_days, "limit": limit},
    )


def delete_excess_server_faults(database: Database, kept: int, limit: int) -> int:
    """Delete records of our own faults beyond the newest *kept*, *limit* at most; returns how many."""
    return _delete_excess(database, "status_code >= 500", kept, limit)


def delete_excess_client_faults(database: Database, kept: int, limit: int) -> int:
    """The same for the clients' faults."""
    return _delete_excess(database, "status_code < 500", kept, limit)


def _delete_excess(database: Database, condition: str, kept: int, limit: int) -> int:
    # The partial index alone answers which row is the first that is too many: nothing is counted.
    return _delete(database, f"WHERE {condition} ORDER BY number DESC OFFSET %(kept)s", {"kept": kept, "limit": limit})


def _delete(database: Database, which: str, params: Mapping[str, Any]) -> int:
    # Several workers may do it at once: a row is never updated, so its ctid stays its own until it is gone, and all of
    # them go through the rows in the same order.
    rows = database.write(
        f"""
        WITH deleted AS (
            DELETE FROM error_records
            WHERE ctid = ANY (ARRAY(SELECT ctid FROM error_records {which} LIMIT %(limit)s))
            RETURNING 1
        )
        SELECT count(*) AS count FROM deleted
        """,
        params,
        timeout_ms=WRITE_TIMEOUT_MS,
    )
    return int(rows[0]["count"])
