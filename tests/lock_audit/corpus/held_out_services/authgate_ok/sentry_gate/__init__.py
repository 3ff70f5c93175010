# corpus: strict not checked
from .accounts import Accounts
from .limiter import HashQueue
from .sessions import Sessions

__all__ = ["Accounts", "HashQueue", "Sessions"]
