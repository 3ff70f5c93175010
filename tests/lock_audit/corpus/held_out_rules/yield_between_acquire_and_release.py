# corpus: strict not checked
import threading


class FrameSource:
    def __init__(self, camera):
        self._camera_lock = threading.Lock()
        self._camera = camera
        self._index = 0

    def frames(self, n):
        if not self._camera_lock.acquire(timeout=2):
            return
        try:
            for _ in range(n):
                self._index += 1
                yield self._index, self._camera.grab()  # expect: LCK009
        finally:
            self._camera_lock.release()

    def single(self):
        if not self._camera_lock.acquire(timeout=2):
            return None
        try:
            self._index += 1
            return self._camera.grab()
        finally:
            self._camera_lock.release()
