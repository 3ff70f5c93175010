# corpus: strict not checked
from flask import jsonify

from state import flags, flags_lock


def register(bp):
    @bp.post("/admin/flags/<name>")
    def set_flag(name):
        # expect-next: LCK001[suppressed] LCK002[suppressed]
        with flags_lock:  # lock-audit: allow LCK001, LCK002 -- admin only, one request a week, leaf lock
            flags[name] = True
        return jsonify(ok=True)

    @bp.get("/admin/ping")
    def ping():
        return jsonify(pong=True)
