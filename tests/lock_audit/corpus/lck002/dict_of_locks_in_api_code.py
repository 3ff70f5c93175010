# corpus: strict not checked
import threading
from collections import defaultdict

from flask import Blueprint

bp = Blueprint("docs", __name__)
_locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_drafts: dict[str, str] = {}


def _lock_for(name: str) -> threading.Lock:
    return _locks[name]


@bp.put("/docs/<name>/<text>")
def save(name: str, text: str):
    with _lock_for(name):  # expect: LCK001, LCK002
        _drafts[name] = text
    return "", 204


@bp.delete("/docs/<name>")
def discard(name: str):
    lock = _locks[name]
    if lock.acquire(timeout=0.5):  # expect: LCK002
        try:
            _drafts.pop(name, None)
        finally:
            lock.release()
    return "", 204
