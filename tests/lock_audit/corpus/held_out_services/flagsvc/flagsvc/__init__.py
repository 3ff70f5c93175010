# corpus: strict not checked
"""Feature flags: functional style, module level state."""
from .flags import evaluate, publish, refresh, set_flag
from .state import FLAGS_LOCK

__all__ = ["FLAGS_LOCK", "evaluate", "publish", "refresh", "set_flag"]
