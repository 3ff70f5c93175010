# corpus: strict not checked
"""Re-entry excuses the RLock itself, never another lock taken inside it, reentrant or not."""

import threading

_config_lock = threading.RLock()
_watchers_lock = threading.RLock()
_config: dict[str, str] = {}
_watchers: list = []


def set_value(name: str, value: str) -> None:
    with _config_lock:
        _config[name] = value
        with _watchers_lock:  # expect: LCK007
            _watchers.append(name)


def get_value(name: str) -> str | None:
    with _config_lock:
        return _config.get(name)


def watch(callback, name: str) -> None:
    with _watchers_lock:
        _watchers.append(callback)
        if get_value(name) is None:  # expect: LCK007
            _watchers.append(None)


def both(name: str) -> tuple[str | None, int]:
    value = get_value(name)
    with _watchers_lock:
        return value, len(_watchers)
