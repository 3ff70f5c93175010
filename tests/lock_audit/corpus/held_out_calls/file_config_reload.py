# corpus: strict not checked
from pathlib import Path
import os
import threading

_config_lock = threading.Lock()
_config = {}


def _parse(text):
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
    return dict(pairs)


def reload(path: Path):
    with _config_lock:
        text = path.read_text()  # expect: LCK006
        _config.clear()
        _config.update(_parse(text))


def reload_well(path: Path):
    text = path.read_text()
    fresh = _parse(text)
    with _config_lock:
        _config.clear()
        _config.update(fresh)


def append(name, value):
    with _config_lock:
        _config[name] = value
        with open("config.log", "a") as out:  # expect: LCK006
            out.write(name)  # expect: LCK006
            os.fsync(out.fileno())  # expect: LCK006
