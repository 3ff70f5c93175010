# corpus: strict not checked
"""Uses flask types, but creates neither a Blueprint nor an app."""
from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from flask import current_app, g, request

if TYPE_CHECKING:
    from flask import Blueprint, Flask

_seen_lock = threading.Lock()
_seen: dict[str, int] = {}


def install(app: Flask) -> None:
    app.before_request(_count)


def install_on(bp: Blueprint) -> None:
    bp.before_request(_count)


def _count() -> None:
    key = request.remote_addr or "?"
    with _seen_lock:
        _seen[key] = _seen.get(key, 0) + 1
    g.debug_header = current_app.debug
