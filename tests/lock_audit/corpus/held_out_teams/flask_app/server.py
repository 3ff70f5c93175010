# corpus: strict not checked
import threading

import jwt
from flask import Flask, jsonify, request

from rest_api.limits import forget, hit
from toolkit import with_lock

KEY = "change-me"

app = Flask(__name__)
_jobs_lock = threading.Lock()
_jobs: dict[str, str] = {}


@app.post("/jobs/<name>")
def create(name):
    if hit(name) > 10:
        return "slow down", 429
    if not _jobs_lock.acquire(timeout=0.5):  # expect: LCK002
        return "busy", 503
    try:
        _jobs[name] = "queued"
    finally:
        _jobs_lock.release()
    return "", 201


@app.delete("/jobs/<name>")
def delete(name):
    _jobs_lock.acquire()  # expect: LCK001, LCK002
    try:
        _jobs.pop(name, None)
    finally:
        _jobs_lock.release()
    forget(name)
    return "", 204


@app.get("/jobs")
def listing():
    with _jobs_lock:  # expect: LCK001, LCK002
        names = sorted(_jobs)
    return jsonify(names)


@app.post("/whoami")
def whoami():
    token = request.headers["Authorization"]
    claims = with_lock(_jobs_lock, "whoami", lambda: jwt.decode(token, KEY, algorithms=["HS256"]))  # expect: LCK003
    return jsonify(claims)


@app.post("/jobs/<name>/state")
def state(name):
    claims = jwt.decode(request.headers["Authorization"], KEY, algorithms=["HS256"])
    current = with_lock(_jobs_lock, "state", lambda: _jobs.get(name))
    return jsonify(state=current, by=claims["sub"])


@app.post("/jobs/flush")
def flush():
    _jobs_lock.acquire(timeout=0.1)  # expect: LCK002, LCK008
    _jobs.clear()
    _jobs_lock.release()
    return "", 204
