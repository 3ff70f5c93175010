# corpus: strict not checked
import threading

from flask import Blueprint, jsonify, request

bp = Blueprint("votes", __name__, url_prefix="/votes")
_votes_lock = threading.Lock()
_votes = {}


@bp.post("/<poll>")
def vote(poll):
    choice = request.form.get("choice", "")
    if not choice:
        return jsonify(error="choice"), 400
    with _votes_lock:  # expect: LCK001 LCK002
        per_poll = _votes.setdefault(poll, {})
        per_poll[choice] = per_poll.get(choice, 0) + 1
    return jsonify(ok=True)


@bp.get("/<poll>")
def result(poll):
    with _votes_lock:  # expect: LCK001 LCK002
        copy = dict(_votes.get(poll, {}))
    return jsonify(copy)
