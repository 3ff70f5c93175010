# corpus: strict not checked
import threading

__all__ = ["names", "names_mutex"]

names: set[str] = set()
names_mutex = threading.Lock()
index_guard = threading.RLock()
