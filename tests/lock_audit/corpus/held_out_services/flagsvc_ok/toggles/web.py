from flask import Flask, jsonify, request

from . import core


def make_app():
    app = Flask("toggles")

    @app.get("/t/<name>")
    def show(name):
        return jsonify(on=core.enabled(name, request.args["user"]))

    @app.put("/t/<name>")
    def change(name):
        return jsonify(changed=core.put(name, request.get_json()["percent"]))

    @app.get("/t")
    def listing():
        return jsonify(core.snapshot())

    return app
