import hashlib
import hmac
import threading

from . import handlers
from .handlers import FAST, SLOW

_seen_lock = threading.Lock()
_seen: set[str] = set()


def valid(secret: bytes, body: bytes, signature: str) -> bool:
    expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


def receive(secret: bytes, event_id: str, kind: str, body: bytes, sig: str, payload: dict) -> str:
    with _seen_lock:
        if event_id in _seen or not valid(secret, body, sig):
            return "ignored"
        _seen.add(event_id)
        return SLOW[kind](payload)  # expect: LCK004, LCK005


def receive_fast(event_id: str, kind: str, payload: dict) -> str:
    with _seen_lock:
        if event_id in _seen:
            return "ignored"
        _seen.add(event_id)
        return FAST[kind](payload)


def receive_after(event_id: str, kind: str, payload: dict) -> str:
    with _seen_lock:
        if event_id in _seen:
            return "ignored"
        _seen.add(event_id)
        handler = SLOW[kind]
    return handler(payload)


def replay(event_id: str, invoice: str) -> None:
    with _seen_lock:
        _seen.discard(event_id)
        handlers.on_paid({"invoice": invoice})  # expect: LCK004 via on_paid -> mark_paid -> execute


def forget(event_id: str, user: str) -> None:
    with _seen_lock:
        _seen.discard(event_id)
        handlers.on_created(  # expect: LCK005 via on_created -> notify_crm -> requests.post
            {"user": user},
        )
