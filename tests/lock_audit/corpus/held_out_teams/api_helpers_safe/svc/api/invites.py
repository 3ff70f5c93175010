# corpus: strict not checked
import jwt

from ..domain.storage import Lockbox, Storage
from ..domain.usage import count, usage
from .helpers import with_storage

KEY = "change-me"


def accept(storage: Storage, code: str) -> tuple[dict, int]:
    team = with_storage(storage, "accept", lambda s: s.take_invite(code))
    if team is None:
        return {"error": "unknown"}, 404
    token = jwt.encode({"team": team}, KEY, algorithm="HS256")
    return {"token": token, "count": count(team)}, 200


def invite(storage: Storage, code: str, team: str) -> tuple[dict, int]:
    def _add(s: Storage) -> int:
        s.invites[code] = team
        return len(s.invites)

    return {"open": with_storage(storage, "invite", _add)}, 201


def seal(box: Lockbox, owner: str) -> tuple[dict, int]:
    if not box.acquire(owner):
        return {"error": "closed"}, 409
    box.lock()
    return {"usage": usage()}, 200
