# corpus: strict not checked
from .tracker import Tracker
from .feed import Feed

__all__ = ["Feed", "Tracker"]
