# corpus: strict not checked
import logging
import threading
from collections import OrderedDict

from obs import METRICS, record

log = logging.getLogger(__name__)


class LruCache:
    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._data: OrderedDict[str, bytes] = OrderedDict()

    def lookup(self, key: str) -> bytes | None:
        with self._lock:
            if key not in self._data:
                return None
            METRICS.incr("lru.hit")  # expect: LCK007
            self._data.move_to_end(key)
            return self._data[key]

    def store(self, key: str, value: bytes) -> None:
        with self._lock:
            self._data[key] = value
            full = len(self._data) > self._size
            if full:
                self._data.popitem(last=False)
            log.debug("stored %s", key)
        METRICS.incr("lru.evicted" if full else "lru.stored")

    def evict(self, key: str) -> None:
        with self._lock:
            self._data.pop(key, None)
            record("evict", key)  # expect: LCK006 via record -> info

    def flush(self, url: str) -> None:
        with self._lock:
            self._data.clear()
            METRICS.push(url)  # expect: LCK005 via push -> post; LCK007
