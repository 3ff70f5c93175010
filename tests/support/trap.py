"""The service with routes in which a thread waits without any bound: what must never be, to see it happen."""

from __future__ import annotations

import time

from flask import Flask, Response

from service import app as service_app


def create_app() -> Flask:
    """The service's own application, with GET /trap/<seconds>; and /dawdle/<seconds>, which waits after its answer."""
    app = service_app.create_app()

    @app.get("/trap/<int:seconds>")
    def trap(seconds: int) -> str:
        time.sleep(seconds)
        return "free again"

    @app.get("/dawdle/<int:seconds>")
    def dawdle(seconds: int) -> Response:
        answer = Response("all that there is")
        answer.call_on_close(lambda: time.sleep(seconds))
        return answer

    return app
