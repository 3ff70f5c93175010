# corpus: strict not checked
"""__all__ lets one name out; notify, as slow as it is, stays inside."""
import requests

__all__ = ["_ring", "url_of"]


def notify(name: str) -> None:
    requests.post(url_of(name), timeout=1)


def _ring(name: str) -> None:
    requests.get(url_of(name), timeout=1)


def url_of(name: str) -> str:
    return "https://rooms.example/" + name
