# corpus: strict not checked
from .factory import create_app
from .store import RelayStore, with_storage

__all__ = ["RelayStore", "create_app", "with_storage"]
