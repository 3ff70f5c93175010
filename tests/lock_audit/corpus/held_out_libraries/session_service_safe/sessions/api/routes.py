from flask import Blueprint, current_app, jsonify, request

from .. import SessionService, StorageBusy

bp = Blueprint("sessions", __name__)


def _service() -> SessionService:
    return current_app.extensions["sessions"]


@bp.post("/login")
def login():
    form = request.get_json()
    sid = _service().login(form["user"], form["password"])
    if sid is None:
        return jsonify(error="bad credentials"), 401
    reply = jsonify(ok=True)
    reply.set_cookie("sid", sid, httponly=True)
    return reply


@bp.get("/me")
def me():
    user = _service().whoami(request.cookies.get("sid", ""))
    return (jsonify(user=user), 200) if user else (jsonify(error="anonymous"), 401)


@bp.post("/logout")
def logout():
    return jsonify(removed=_service().logout(request.cookies.get("sid", "")))


@bp.errorhandler(StorageBusy)
def busy(error):
    return jsonify(error="busy", what=str(error)), 503
