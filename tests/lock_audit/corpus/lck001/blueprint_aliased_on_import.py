from threading import Lock as Mutex

from flask import Blueprint as Routes

routes = Routes("votes", __name__, url_prefix="/votes")
_tally: dict[str, int] = {}
_tally_mutex = Mutex()


@routes.route("/<choice>", methods=["POST"])
def vote(choice: str):
    with _tally_mutex:  # expect: LCK001, LCK002
        _tally[choice] = _tally.get(choice, 0) + 1
    return "", 202
