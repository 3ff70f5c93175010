# corpus: strict not checked
import threading

MAX_UPLOADS = 3
_uploads = threading.BoundedSemaphore(MAX_UPLOADS)
_lock = threading.Lock()
_active = {}


def upload(name, data):
    with _lock:
        if not _uploads.acquire(timeout=0.2):  # expect: LCK006
            return False
        try:
            _active[name] = len(data)
        finally:
            _uploads.release()
        return True


def upload_well(name, data):
    if not _uploads.acquire(timeout=0.2):
        return False
    try:
        with _lock:
            _active[name] = len(data)
    finally:
        _uploads.release()
    return True
