# corpus: strict not checked
"""A one-file Flask service (short links)."""
import string
import threading
from functools import partial

import bcrypt
import requests
from flask import Flask, abort, jsonify, redirect, request

app = Flask(__name__)
ALPHABET = string.ascii_letters + string.digits


class Busy(Exception):
    pass


class Links(object):
    def __init__(self):
        self.lock = threading.Lock()
        self.targets = {}
        self.owners = {}
        self.counter = 0

    def mint(self, target):
        self.counter += 1
        number, code = self.counter, ""
        while number:
            number, digit = divmod(number, len(ALPHABET))
            code = ALPHABET[digit] + code
        self.targets[code] = target
        return code

    def target(self, code):
        return self.targets.get(code)


links = Links()


def with_lock(lock, fn, timeout=0.5):
    if not lock.acquire(timeout=timeout):
        raise Busy()
    try:
        return fn()
    finally:
        lock.release()


def _probe(url):
    return requests.head(url, timeout=2).status_code


def _mint_checked(target):
    if _probe(target) >= 400:  # expect: LCK005 via _probe -> head
        return None
    return links.mint(target)


@app.errorhandler(Busy)
def busy(error):
    return jsonify(error="busy"), 503


@app.post("/links")
def create():
    target = request.form["target"]
    code = with_lock(links.lock, partial(links.mint, target))
    return jsonify(code=code)


@app.post("/links/checked")
def create_checked():
    code = with_lock(links.lock, partial(_mint_checked, request.form["target"]))
    return jsonify(code=code)


@app.post("/owners")
def own():
    name, password = request.form["name"], request.form["password"]

    def action():
        links.owners[name] = bcrypt.hashpw(password.encode(), bcrypt.gensalt())  # expect: LCK003
        return len(links.owners)

    return jsonify(owners=with_lock(links.lock, action))


@app.get("/<code>")
def follow(code):
    with links.lock:  # expect: LCK001 LCK002
        target = links.target(code)
    if target is None:
        abort(404)
    return redirect(target)


@app.get("/count")
def count():
    if not links.lock.acquire(timeout=0.5):  # expect: LCK002 LCK008
        raise Busy()
    total = len(links.targets)
    links.lock.release()
    return jsonify(count=total)
