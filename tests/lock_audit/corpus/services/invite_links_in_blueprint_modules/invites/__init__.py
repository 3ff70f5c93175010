# corpus: strict not checked
from flask import Flask

from invites.links import links_bp
from invites.teams import teams_bp


def create_app() -> Flask:
    app = Flask("invites")
    app.register_blueprint(links_bp)
    app.register_blueprint(teams_bp)
    return app
