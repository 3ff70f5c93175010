# corpus: strict not checked
import threading

from flask import Blueprint, g, request
from flask.views import MethodView

bp = Blueprint("meter", __name__)


class Meter(MethodView):
    _lock = threading.RLock()
    _calls = 0

    def get(self) -> dict[str, int]:
        with self._lock:  # expect: LCK001, LCK002
            calls = self._calls
        return {"calls": calls}

    @classmethod
    def count(cls) -> None:
        if cls._lock.acquire(timeout=0.05):  # expect: LCK002
            try:
                cls._calls += 1
            finally:
                cls._lock.release()


bp.add_url_rule("/meter", view_func=Meter.as_view("meter"))


@bp.before_request
def before() -> None:
    g.path = request.path
    Meter.count()


@bp.errorhandler(404)
def missing(error: Exception):
    with Meter._lock:  # expect: LCK001, LCK002
        Meter._calls -= 1
    return "", 404
