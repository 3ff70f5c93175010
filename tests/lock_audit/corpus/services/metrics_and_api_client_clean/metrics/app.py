# corpus: strict not checked
from flask import Flask

from metrics.registry import Registry


def create_app(registry: Registry) -> Flask:
    app = Flask(__name__)
    requests_total = registry.counter("requests_total")

    @app.get("/metrics")
    def metrics():
        requests_total.add("metrics")
        return registry.render()

    return app
