# corpus: strict not checked
"""Sessions: storage, service and HTTP API."""
from .service import SessionService
from .storage import SessionStore, StorageBusy, with_storage

__all__ = ["SessionService", "SessionStore", "StorageBusy", "with_storage"]
