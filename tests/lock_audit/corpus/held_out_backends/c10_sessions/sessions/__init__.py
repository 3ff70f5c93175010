# corpus: strict not checked
from .store import SessionStore
from .tokens import issue, verify

__all__ = ["SessionStore", "issue", "verify"]
