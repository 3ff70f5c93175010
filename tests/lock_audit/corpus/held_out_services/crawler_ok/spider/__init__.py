# corpus: strict not checked
from .cache import PageCache
from .scheduler import Scheduler
from .spider import Spider

__all__ = ["PageCache", "Scheduler", "Spider"]
