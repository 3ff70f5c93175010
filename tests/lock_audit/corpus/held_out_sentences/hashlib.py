# corpus: strict not checked
import hashlib
import hmac
import secrets
import threading
from hashlib import scrypt as kdf

_lock = threading.Lock()
_keys = {}


def cheap(name, raw):
    with _lock:
        _keys[name] = hashlib.sha256(raw).hexdigest()
        tag = hmac.new(b"k", raw, "sha256").hexdigest()
        return hmac.compare_digest(tag, secrets.token_hex(8))


def slow(name, raw):
    with _lock:
        _keys[name] = kdf(raw, salt=b"s", n=2, r=8, p=1)  # expect: LCK003


def slower(name, raw):
    with _lock:
        _keys[name] = derive(raw)  # expect: LCK003 via derive -> pbkdf2_hmac


def derive(raw):
    return hashlib.pbkdf2_hmac("sha256", raw, b"s", 1000)
