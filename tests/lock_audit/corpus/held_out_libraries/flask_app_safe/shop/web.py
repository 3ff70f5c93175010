from flask import Flask, jsonify

from .api.carts import bp
from .locking import Busy, Storage
from .pricing import Prices


def _busy(error):
    return jsonify(error="busy", label=str(error)), 503


def create_app(prices_url):
    app = Flask(__name__)
    app.storage = Storage()
    app.prices = Prices(prices_url)
    app.register_blueprint(bp)
    app.register_error_handler(Busy, _busy)
    return app
