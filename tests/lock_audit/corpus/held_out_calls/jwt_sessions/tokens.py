from datetime import datetime, timedelta, timezone

import jwt

SECRET = "change-me"


def issue(user_id, hours=8):
    now = datetime.now(timezone.utc)
    return _sign({"sub": str(user_id), "exp": now + timedelta(hours=hours)})


def _sign(claims):
    return jwt.encode(claims, SECRET, algorithm="HS256")
