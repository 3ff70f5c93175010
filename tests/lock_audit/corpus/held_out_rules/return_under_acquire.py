# corpus: strict not checked
import threading
from typing import Dict, List

_sub_lock = threading.Lock()
_subs: Dict[str, List[str]] = {}


def subscribe(topic, who):
    if not _sub_lock.acquire(timeout=1):
        return None
    try:
        _subs.setdefault(topic, []).append(who)
        return _subs  # expect: LCK009
    finally:
        _sub_lock.release()


def topics():
    if not _sub_lock.acquire(timeout=1):
        return []
    try:
        return _subs.copy()
    finally:
        _sub_lock.release()


def topic_count():
    with _sub_lock:
        return len(_subs)
