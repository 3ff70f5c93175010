# corpus: strict not checked
import io
import threading
from pathlib import Path

_lock = threading.Lock()
_cache = {}


def load(name):
    with _lock:
        _cache[name] = Path(name).read_text()  # expect: LCK006


def save(path: Path, data: bytes):
    with _lock:
        path.write_bytes(data)  # expect: LCK006


def memory(path: Path):
    with _lock:
        buf = io.StringIO()
        buf.write(path.name)
        _cache[path / "x"] = buf.getvalue()
        return buf.read()


def opened(path: Path):
    with _lock:
        with path.open() as fh:  # expect: LCK006
            _cache[path] = fh.read()  # expect: LCK006
