# corpus: strict not checked
import threading

import flask


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0


def create_app(config=None):
    app = flask.Flask(__name__)
    app.config.update(config or {})
    counter = Counter()

    @app.route("/count", methods=["POST"])
    def count():
        with counter.lock:  # expect: LCK001 LCK002
            counter.value += 1
            value = counter.value
        return flask.jsonify(count=value)

    @app.route("/healthz")
    def healthz():
        return "ok"

    return app
