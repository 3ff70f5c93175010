# corpus: strict not checked
"""An application factory: the module creates a Flask object, so all of it is API code."""
import threading

import flask

_visits_lock = threading.Lock()
_pages_lock = threading.Lock()
_visits: dict[str, int] = {}
_pages: set[str] = set()


def _remember(page: str) -> None:
    _pages_lock.acquire()  # expect: LCK001, LCK002
    try:
        _pages.add(page)
    finally:
        _pages_lock.release()


def create_app() -> flask.Flask:
    app = flask.Flask(__name__)

    @app.get("/hit/<page>")
    def hit(page: str):
        _remember(page)
        with _visits_lock:  # expect: LCK001, LCK002
            _visits[page] = _visits.get(page, 0) + 1
            count = _visits[page]
        return {"count": count}

    @app.post("/reset")
    def reset():
        with _visits_lock, _pages_lock:  # expect: LCK001, LCK002, LCK007
            _visits.clear()
            _pages.clear()
        return "", 204

    @app.get("/top")
    def top():
        if not _visits_lock.acquire(timeout=-1):  # expect: LCK001, LCK002
            flask.abort(503)
        try:
            best = max(_visits, key=_visits.__getitem__, default="")
        finally:
            _visits_lock.release()
        return {"top": best}

    return app
