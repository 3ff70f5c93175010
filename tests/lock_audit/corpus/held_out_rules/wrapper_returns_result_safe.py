# corpus: strict not checked
import threading


class Printer:
    """try_lock/unlock style API around one device."""

    def __init__(self, device):
        self._device_lock = threading.Lock()
        self._device = device
        self._pages = 0

    def _take(self, seconds):
        return self._device_lock.acquire(timeout=seconds)

    def _take_now(self):
        return self._device_lock.acquire(False)

    def print_page(self, page):
        if not self._take(5):
            return False
        try:
            self._device.emit(page)
            self._pages += 1
            return True
        finally:
            self._device_lock.release()

    def poke(self):
        if self._take_now():
            try:
                self._device.wake()
            finally:
                self._device_lock.release()
