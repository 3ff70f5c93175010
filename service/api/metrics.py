"""/metrics: what Prometheus scrapes, the same from every worker."""

from __future__ import annotations

from flask import Blueprint, Response

from service.telemetry import metrics


def metrics_blueprint() -> Blueprint:
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def scrape() -> Response:
        """The figures of all workers; asks nobody."""
        text, content_type = metrics.render()
        return Response(text, content_type=content_type)

    return blueprint
