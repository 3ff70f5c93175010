# corpus: strict not checked
import threading

import flask as f

app = f.Flask(__name__)
_lock = threading.RLock()
_joined = set()


@app.post("/join/<code>")
def join(code):
    with _lock:  # expect: LCK001, LCK002
        _joined.add(code)
    return "ok"


@app.get("/count")
def count():
    _lock.acquire()  # expect: LCK001, LCK002
    try:
        return str(len(_joined))
    finally:
        _lock.release()


@app.get("/ping")
def ping():
    return "pong"
