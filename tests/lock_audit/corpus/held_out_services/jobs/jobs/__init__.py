# corpus: strict not checked
from .queue import JobQueue
from .runner import Runner

__all__ = ["JobQueue", "Runner"]
