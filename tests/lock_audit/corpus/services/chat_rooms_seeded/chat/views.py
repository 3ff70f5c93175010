# corpus: strict not checked
from flask import Blueprint, Response, request

from chat.lobby import Lobby

bp = Blueprint("chat", __name__)
lobby = Lobby()


@bp.post("/rooms/<name>")
def say(name: str):
    return {"lines": lobby.room(name).say(request.get_data(as_text=True))}


@bp.get("/rooms/<name>")
def stream(name: str):
    return Response(lobby.room(name).stream_copy())
