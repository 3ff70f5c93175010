# corpus: strict not checked
import requests

HOOK = "https://hooks.internal/orders"


def announce(order_id: str) -> None:
    _send(HOOK, {"order": order_id})


def _send(url: str, body: dict) -> None:
    requests.post(url, json=body, timeout=3)
