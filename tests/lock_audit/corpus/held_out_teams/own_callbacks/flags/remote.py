# corpus: strict not checked
import requests


def fetch_flags(url: str) -> dict:
    return _get_json(url)


def _get_json(url: str) -> dict:
    return requests.get(url, timeout=2).json()
