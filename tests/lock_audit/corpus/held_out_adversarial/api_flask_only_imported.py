# corpus: strict not checked
from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Blueprint, Flask

_lock = threading.Lock()
_names: set[str] = set()


def register(bp: Blueprint, app: Flask) -> int:
    with _lock:
        _names.add(bp.name)
        n = len(_names)
    app.register_blueprint(bp)
    return n
