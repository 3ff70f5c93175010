from __future__ import annotations

import hashlib
import hmac
import json
import urllib.request

from .state import Hook


def sign(secret: str, payload: bytes) -> str:
    return hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def prepare(hook: Hook, event: dict) -> urllib.request.Request:
    payload = json.dumps(event).encode()
    return urllib.request.Request(
        hook.url,
        data=payload,
        headers={"X-Signature": sign(hook.secret, payload)},
    )


def deliver(hook: Hook, event: dict) -> int:
    with urllib.request.urlopen(prepare(hook, event), timeout=5) as reply:
        return reply.status
