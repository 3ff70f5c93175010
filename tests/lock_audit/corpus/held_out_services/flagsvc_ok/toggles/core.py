"""Functional core: decide under the lock, do the work outside."""
import logging

from . import _state, backend
from .hashing import bucket

log = logging.getLogger("toggles")


def put(name, value):
    with _state.lock:
        old = _state.values.get(name)
        _state.values[name] = value
        changed = old != value
    if changed:
        backend.save(name, value)
    return changed


def enabled(name, user):
    with _state.lock:
        _state.requests[name] = _state.requests.get(name, 0) + 1
        count = _state.requests.get(name)
        percent = _state.values.get(name, 0)
        hit = bucket(name, user) < percent
        log.debug("%s asked %d times", name, count)
    return hit


def reload_all():
    fresh = backend.load()
    with _state.lock:
        _state.values.clear()
        _state.values.update(fresh)
        _state.generation += 1
        gen = _state.generation
    return gen


def snapshot():
    with _state.lock:
        return dict(_state.values)


def try_bump():
    if not _state.lock.acquire(blocking=False):
        return None
    try:
        _state.generation += 1
        return _state.generation
    finally:
        _state.lock.release()


def hot(limit=10):
    with _state.lock:
        ranked = sorted(_state.requests.items(), key=lambda kv: kv[1], reverse=True)
        return [name for name, _ in ranked[:limit]]
