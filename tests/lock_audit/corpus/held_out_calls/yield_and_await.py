# corpus: strict not checked
import threading
import time


class Stream:
    def __init__(self):
        self._lock = threading.Lock()
        self._chunks = []

    def each(self):
        with self._lock:
            for chunk in self._chunks:
                yield chunk  # expect: LCK009

    def each_copy(self):
        with self._lock:
            chunks = list(self._chunks)
        for chunk in chunks:
            time.sleep(0.01)
            yield chunk

    async def push(self, chunk):
        with self._lock:
            self._chunks.append(chunk)
            await self._notify(chunk)  # expect: LCK009

    async def _notify(self, chunk):
        return chunk

    def all(self):
        with self._lock:
            return self._chunks  # expect: LCK009

    def slow(self):
        with self._lock:
            time.sleep(0.01)  # expect: LCK006
            return len(self._chunks)
