# corpus: strict not checked
from urllib.request import Request, urlopen

__all__ = ["ping", "url_of"]


def url_of(host: str, path: str) -> str:
    return f"https://{host}/{path.lstrip('/')}"


def ping(host: str) -> int:
    return urlopen(Request(url_of(host, "/health")), timeout=1).status
