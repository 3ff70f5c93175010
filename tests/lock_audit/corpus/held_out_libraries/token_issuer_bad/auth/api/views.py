# corpus: strict not checked
import threading

from flask import jsonify, request

from ..backends import ArgonBackend, Tokens

backend = ArgonBackend()
tokens = Tokens(backend)
_stats = {"logins": 0}
_stats_lock = threading.Lock()


def login():
    name = request.form["name"]
    if not backend.login_fast(name, request.form["password"]):
        return jsonify(error="denied"), 401
    _stats_lock.acquire()  # expect: LCK001 LCK002
    try:
        _stats["logins"] += 1
    finally:
        _stats_lock.release()
    return jsonify(token=tokens.issue(name))


def rotate():
    with tokens.lock:  # expect: LCK001 LCK002
        count = tokens.rotate(request.form["key"])
    return jsonify(keys=count)


def known():
    return jsonify(known=backend.known(request.args["name"]))
