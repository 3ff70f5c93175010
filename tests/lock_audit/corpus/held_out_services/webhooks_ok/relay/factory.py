from __future__ import annotations

from flask import Flask

from . import api
from .boot import boot
from .sending import Sender
from .store import RelayStore


def create_app(path: str = "relay.db", key: bytes = b"dev") -> Flask:
    app = Flask("relay")
    store = RelayStore()
    boot(store, path)
    app.extensions["store"] = store
    app.extensions["sender"] = Sender(store, key, 4)
    app.register_blueprint(api.events)
    app.register_blueprint(api.targets)
    return app
