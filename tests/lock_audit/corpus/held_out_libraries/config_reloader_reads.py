# corpus: strict not checked
"""Old style ini reloader."""
import threading
import time
from pathlib import Path

_lock = threading.Lock()
_settings = {}
_loaded_at = 0.0
_PATH = Path("/etc/service/service.ini")


def _parse(text):
    result = {}
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, _, value = line.partition("=")
        result[key.strip()] = value.strip()
    return result


def _slurp(path):
    return Path(path).read_text(encoding="utf-8")


def _dump(path, text):
    Path(path).write_text(text, encoding="utf-8")


def load():
    global _loaded_at
    with _lock:
        text = _slurp(_PATH)  # expect: LCK006 via _slurp -> read_text
        _settings.clear()
        _settings.update(_parse(text))
        _loaded_at = time.time()


def load_outside():
    global _loaded_at
    parsed = _parse(_slurp(_PATH))
    with _lock:
        _settings.clear()
        _settings.update(parsed)
        _loaded_at = time.time()


def settings():
    with _lock:
        return _settings  # expect: LCK009


def settings_copy():
    with _lock:
        return dict(_settings)


def get(name, default=None):
    with _lock:
        return _settings.get(name, default)


def put(name, value, save=False):
    if not _lock.acquire(timeout=2):
        raise RuntimeError("settings are busy")
    try:
        _settings[name] = value
        if save:
            _dump(_PATH, "\n".join("%s=%s" % kv for kv in sorted(_settings.items())))  # expect: LCK006 via _dump -> write_text
    finally:
        _lock.release()


def remove(name):
    if not _lock.acquire(timeout=2):  # expect: LCK008
        raise RuntimeError("settings are busy")
    if name not in _settings:
        return False
    del _settings[name]
    _lock.release()
    return True


def names():
    with _lock:
        return map(str.lower, _settings)  # expect: LCK009


def touch():
    global _loaded_at
    with threading.Lock():  # expect: LCK010
        _loaded_at = time.time()


def age():
    with _lock:
        return time.time() - _loaded_at
