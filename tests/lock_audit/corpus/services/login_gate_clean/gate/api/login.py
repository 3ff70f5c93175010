# corpus: strict not checked
import jwt
from flask import Blueprint, current_app, request

from gate.accounts import Accounts

bp = Blueprint("login", __name__)
KEY = "k" * 32


def _accounts() -> Accounts:
    return current_app.extensions["accounts"]


@bp.post("/login")
def login():
    body = request.get_json()
    if not _accounts().login(body["name"], body["password"].encode()):
        return {"error": "wrong name or password"}, 401
    return {"token": jwt.encode({"sub": body["name"]}, KEY, algorithm="HS256")}


@bp.post("/register")
def register():
    body = request.get_json()
    if not _accounts().register(body["name"], body["password"].encode()):
        return {"error": "name taken"}, 409
    return "", 201
