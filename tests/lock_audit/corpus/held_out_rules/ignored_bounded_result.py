# corpus: strict not checked
import threading


class Playlist:
    def __init__(self):
        self._lock = threading.Lock()
        self._songs = []

    def add(self, song):
        self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            self._songs.append(song)
        finally:
            self._lock.release()

    def mix(self, rng):
        with self._lock:
            rng.shuffle(self._songs)

    def pop(self):
        if not self._lock.acquire(timeout=0.5):
            return None
        try:
            return self._songs.pop() if self._songs else None
        finally:
            self._lock.release()
