import hashlib
import hmac

import bcrypt


def verify(password, hashed):
    return bcrypt.checkpw(password.encode("utf-8"), hashed)


def fingerprint(value):
    return hashlib.sha256(value.encode("utf-8")).hexdigest()


def same(left, right):
    return hmac.compare_digest(left, right)
