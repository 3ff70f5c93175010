import threading

import flask

_started = False
_start_lock = threading.Lock()


def create_app() -> flask.Flask:
    app = flask.Flask(__name__)
    app.before_request(_start_once)
    return app


def _start_once() -> None:
    global _started
    with _start_lock:  # expect: LCK001, LCK002
        _started = True
