# corpus: strict not checked
import threading
import json
import urllib.request


class Registry:
    _guard = threading.Lock()
    _plugins: dict[str, str] = {}

    @classmethod
    def refresh(cls, url: str) -> None:
        with cls._guard:
            with urllib.request.urlopen(url, timeout=3) as r:  # expect: LCK005
                cls._plugins["x"] = str(r)

    @classmethod
    def names(cls) -> list[str]:
        with cls._guard:
            return sorted(cls._plugins)


def reset() -> None:
    with Registry._guard:
        Registry._plugins.clear()
        json.dumps({})
