from __future__ import annotations

from flask import Flask
from psycopg_pool import ConnectionPool

from .config import Config
from .notify import Mailer
from .repo import BookingRepo
from .storage import Storage


def create_app(config: Config | None = None) -> Flask:
    from .api import admin_bp, bookings_bp

    config = config or Config.from_env()
    app = Flask(__name__)
    app.config["SECRET"] = config.secret
    app.extensions["storage"] = Storage()
    app.extensions["repo"] = BookingRepo(ConnectionPool(config.dsn, open=False))
    app.extensions["mailer"] = Mailer(config.smtp_host)
    app.register_blueprint(bookings_bp)
    app.register_blueprint(admin_bp)
    return app
