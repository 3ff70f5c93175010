# corpus: strict not checked
import jwt
from flask import Blueprint, current_app, request

from service.storage import with_storage

bp = Blueprint("votes", __name__)
KEY = "k" * 32


@bp.post("/votes/<choice>")
def vote(choice: str):
    user = jwt.decode(request.headers["Authorization"], KEY, algorithms=["HS256"])["sub"]
    counted = with_storage(current_app.storage, "vote", lambda votes: votes.cast(user, choice))
    return {"counted": counted}


@bp.get("/votes")
def totals():
    return with_storage(current_app.storage, "totals", lambda votes: votes.totals())
