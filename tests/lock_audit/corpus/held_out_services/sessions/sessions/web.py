from __future__ import annotations

from flask import Flask, jsonify

from .broker import Broker
from .geo import GeoClient
from .store import SessionStore


def create_app() -> Flask:
    app = Flask("sessions")
    store = SessionStore()
    broker = Broker(store, GeoClient("https://geo.internal"))

    @app.post("/sessions/<user>")
    def create(user: str):
        return jsonify(sid=store.open_session(user)), 201

    @app.get("/sessions")
    def listing():
        return jsonify(list(store.stream_copy()))

    @app.post("/sessions/reap")
    def reap():
        return jsonify(removed=broker.reap())

    return app
