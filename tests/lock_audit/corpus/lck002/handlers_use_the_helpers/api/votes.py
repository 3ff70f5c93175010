# corpus: strict not checked
import threading
from functools import partial

from flask import Blueprint, current_app
from service.limits import with_lock
from service.storage import with_storage, with_storage_traced

from ..memory import memory, memory_lock

bp = Blueprint("votes", __name__)
_local_lock = threading.Lock()
_seen: set[str] = set()


@bp.post("/votes/<choice>")
def vote(choice: str):
    count = with_lock(memory_lock, "vote", partial(memory.vote, choice))
    with_lock(_local_lock, "seen", lambda: _seen.add(choice))
    return {"count": count}


@bp.get("/votes")
def votes():
    storage = current_app.extensions["storage"]
    return {"names": with_storage(storage, "names", lambda s: sorted(s.names))}


def sweep(storage) -> int:
    return with_storage_traced(storage, "sweep", "worker", "NONE", _drop_empty)


def _drop_empty(state) -> int:
    empty = [choice for choice, count in state.votes.items() if count == 0]
    for choice in empty:
        del state.votes[choice]
    return len(empty)
