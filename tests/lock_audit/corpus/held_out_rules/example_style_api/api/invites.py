# corpus: strict not checked
from __future__ import annotations

import threading

_lock = threading.Lock()
_joined: set[str] = set()


def accept(code: str) -> dict:
    if not code.isalnum():
        return {"error": "code"}
    if _lock.acquire(timeout=0.1):  # expect: LCK002 LCK008
        _joined.add(code)
        _lock.release()
        return {"ok": True}
    return {"error": "busy"}


def normalise(code: str) -> str:
    return code.strip().upper()
