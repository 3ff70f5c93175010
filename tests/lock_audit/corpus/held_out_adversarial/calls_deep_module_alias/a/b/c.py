# corpus: strict not checked
import urllib.request as ur


def ping(url: str) -> int:
    return ur.urlopen(url, timeout=1).status


def quote(url: str) -> str:
    return ur.quote(url)
