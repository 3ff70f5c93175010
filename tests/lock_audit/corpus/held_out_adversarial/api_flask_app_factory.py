# corpus: strict not checked
import threading
import flask as fl

_lock = threading.Lock()
_apps = {"n": 0}


def create_app():
    app = fl.Flask(__name__)
    with _lock:  # expect: LCK001 LCK002
        _apps["n"] += 1
    return app
