import hashlib
import hmac
import secrets

_KEY = secrets.token_bytes(16)


def bucket(name, user):
    digest = hmac.new(_KEY, f"{name}/{user}".encode(), hashlib.sha256).digest()
    return digest[0] * 100 // 256


def etag(data):
    joined = "\n".join(f"{k}={v}" for k, v in sorted(data.items()))
    return hashlib.sha256(joined.encode()).hexdigest()
