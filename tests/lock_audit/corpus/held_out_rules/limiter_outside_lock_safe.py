# corpus: strict not checked
import threading

MAX_DOWNLOADS = 4
_download_slots = threading.BoundedSemaphore(MAX_DOWNLOADS)
_done_lock = threading.Lock()
_done = set()


def download(url, fetch):
    if not _download_slots.acquire(timeout=10):
        raise TimeoutError(url)
    try:
        with _done_lock:
            if url in _done:
                return None
        data = fetch(url)
        with _done_lock:
            _done.add(url)
        return data
    finally:
        _download_slots.release()


def download_with(url, fetch):
    with _download_slots:
        data = fetch(url)
        with _done_lock:
            _done.add(url)
    return data
