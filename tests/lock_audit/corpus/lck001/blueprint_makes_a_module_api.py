import threading

from flask import Blueprint, jsonify

bp = Blueprint("scores", __name__)
_scores: dict[str, int] = {}
_scores_lock = threading.RLock()


@bp.get("/scores/<player>")
def score(player: str):
    with _scores_lock:  # expect: LCK001, LCK002
        points = _scores.get(player, 0)
    return jsonify(points=points)


@bp.post("/scores/<player>")
def add_point(player: str):
    _bump(player)
    return "", 204


def _bump(player: str) -> None:
    with _scores_lock:  # expect: LCK001, LCK002
        _scores[player] = _scores.get(player, 0) + 1
