from __future__ import annotations

from flask import Flask

from .api.teams import bp, pool


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(bp)
    pool.open()
    pool.wait(timeout=5.0)
    return app
