# corpus: strict not checked
from flask import Blueprint, current_app, jsonify, request
from functools import partial
import jwt
import bcrypt

from storage_lock import with_storage, with_storage_traced

bp = Blueprint("accounts", __name__)
KEY = "k"


def _store(digest, storage):
    storage.digests[storage.next_id] = digest
    storage.next_id += 1
    return storage.next_id


@bp.post("/accounts")
def create():
    password = request.json["password"].encode()
    account_id = with_storage(
        current_app.storage,
        "create",
        partial(_store, bcrypt.hashpw(password, bcrypt.gensalt())),
    )
    token = jwt.encode({"id": account_id}, KEY, algorithm="HS256")
    return jsonify(token=token)


@bp.post("/accounts/<int:account_id>/touch")
def touch(account_id):
    claims = jwt.decode(request.headers["Authorization"], KEY, algorithms=["HS256"])

    def mark(storage, who=str(claims["id"])):
        storage.touched[account_id] = who
        return len(storage.touched)

    count = with_storage_traced(current_app.storage, "touch", mark)
    return jsonify(count=count)
