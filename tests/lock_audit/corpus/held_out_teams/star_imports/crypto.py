# corpus: strict not checked
import hashlib
import hmac

import jwt
from werkzeug.security import check_password_hash

KEY = "change-me"


def verify_password(password: str, digest: str) -> bool:
    return _compare(digest, password)


def _compare(digest: str, password: str) -> bool:
    return check_password_hash(digest, password)


def sign_claims(claims: dict) -> str:
    return jwt.encode(claims, KEY, algorithm="HS256")


def cheap_digest(text: str) -> str:
    return hmac.new(KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
