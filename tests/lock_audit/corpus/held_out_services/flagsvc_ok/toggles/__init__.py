# corpus: strict not checked
from .core import enabled, put, reload_all, snapshot
from .watch import Watcher

__all__ = ["Watcher", "enabled", "put", "reload_all", "snapshot"]
