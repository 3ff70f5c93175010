# corpus: strict not checked
import hashlib
import hmac
import secrets
import threading

_lock = threading.Lock()
_tokens: dict[str, str] = {}


def issue(user: str, key: bytes) -> str:
    with _lock:
        raw = secrets.token_urlsafe(32)
        _tokens[user] = hashlib.sha256(raw.encode()).hexdigest()
        mac = hmac.new(key, raw.encode(), "sha256").hexdigest()
        if hmac.compare_digest(mac, _tokens[user]):
            return raw
        return mac + secrets.token_hex(4)
