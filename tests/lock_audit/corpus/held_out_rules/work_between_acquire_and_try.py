# corpus: strict not checked
import threading

_segments_lock = threading.Lock()
_segments = []


def append(raw, decoder):
    if not _segments_lock.acquire(timeout=2):  # expect: LCK008
        return False
    segment = decoder.decode(raw)
    try:
        _segments.append(segment)
        return True
    finally:
        _segments_lock.release()


def append_fixed(raw, decoder):
    segment = decoder.decode(raw)
    if not _segments_lock.acquire(timeout=2):
        return False
    try:
        _segments.append(segment)
        return True
    finally:
        _segments_lock.release()
