# corpus: strict not checked
from .broker import Broker
from .store import SessionStore
from .web import create_app

__all__ = ["Broker", "SessionStore", "create_app"]
