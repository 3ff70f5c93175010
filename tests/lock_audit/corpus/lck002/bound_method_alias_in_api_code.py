# corpus: strict not checked
import threading

from flask import Flask

app = Flask(__name__)
_lock = threading.Lock()
_try_take = _lock.acquire
_count = 0


def _free_within(seconds: float) -> bool:
    take = _lock.acquire
    if not take(timeout=seconds):  # expect: LCK002
        return False
    try:
        return _count == 0
    finally:
        _lock.release()


@app.get("/count")
def count() -> dict[str, int]:
    global _count
    if not _try_take(False):  # expect: LCK002
        return {"count": -1}
    try:
        _count += 1
        seen = _count
    finally:
        _lock.release()
    return {"count": seen, "free": int(_free_within(0.1))}
