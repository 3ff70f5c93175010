"""The service with one route more, in which a thread waits without any bound: what must never be, to see it happen."""

from __future__ import annotations

import time

from flask import Flask

from service import app as service_app


def create_app() -> Flask:
    """The service's own application, with GET /trap/<seconds>."""
    app = service_app.create_app()

    @app.get("/trap/<int:seconds>")
    def trap(seconds: int) -> str:
        time.sleep(seconds)
        return "free again"

    return app
