# corpus: strict not checked
#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# mypy: disallow-untyped-defs
"""Comments for other tools, and order declarations that hold."""
import threading  # noqa: F401

# lock-audit: order _outer_lock < _inner_lock -- the outer table owns the inner rows
_outer_lock = threading.Lock()  # nosec
_inner_lock = threading.Lock()  # pylint: disable=invalid-name
_tables = {}  # type: dict
_rows = {}  # type: dict


def insert(table: str, row: int) -> int:
    with _outer_lock:  # noqa: LCK001
        _tables.setdefault(table, 0)
        _tables[table] += 1  # pragma: no cover
        with _inner_lock:  # fmt: skip
            _rows[row] = table
        return _tables[table]


def table_of(row: int) -> str:
    with _inner_lock:  # type: ignore[misc]
        return _rows.get(row, "")
