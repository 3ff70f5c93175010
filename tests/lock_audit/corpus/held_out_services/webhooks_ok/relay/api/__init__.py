from .events import bp as events
from .targets import bp as targets

__all__ = ["events", "targets"]
