# corpus: strict not checked
from flask import Flask

from booking.api.health import bp as health
from booking.api.seats import bp as seats
from booking.storage import SeatStorage, StorageLockTimeout


def create_app() -> Flask:
    app = Flask(__name__)
    app.storage = SeatStorage()
    app.register_blueprint(seats)
    app.register_blueprint(health)
    app.register_error_handler(StorageLockTimeout, lambda exc: ({"error": "busy"}, 503))
    return app
