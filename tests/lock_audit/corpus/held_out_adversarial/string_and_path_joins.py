# corpus: strict not checked
import os.path as p
import threading
from pathlib import PurePosixPath
from urllib.parse import urlencode as enc, urlsplit

_lock = threading.Lock()
_parts: list[str] = []


def add(x: str) -> str:
    with _lock:
        _parts.append(x)
        url = "?" + enc({"q": x})
        host = urlsplit(url).hostname or ""
        return p.join("/", *_parts) + "/".join(_parts) + str(PurePosixPath("/a").joinpath(x)) + host
