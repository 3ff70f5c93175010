from __future__ import annotations

import threading

from flask import Flask

from .attempts import Attempts
from .routes import admin, events

_once = threading.Lock()
_apps: list[Flask] = []


def create_app(path: str = "hooks.db") -> Flask:
    app = Flask("hooks")
    app.extensions["attempts"] = Attempts(path)
    app.register_blueprint(admin)
    app.register_blueprint(events)
    with _once:  # expect: LCK001 LCK002
        _apps.append(app)
    return app
