from .admin import bp as admin
from .events import bp as events

__all__ = ["admin", "events"]
