# corpus: strict not checked
import threading

_cfg_lock = threading.Lock()
_peer_lock = threading.RLock()
_cfg = {}
_peers = {}


def reload(new):
    with _cfg_lock:
        _cfg.clear()
        _cfg.update(new)
        if not _peer_lock.acquire(timeout=0.1):  # expect: LCK007
            return False
        try:
            for peer in _peers.values():
                peer["stale"] = True
        finally:
            _peer_lock.release()
    return True


def peer_count():
    with _peer_lock:
        return len(_peers)
