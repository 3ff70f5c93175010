# corpus: strict not checked
from store.locks import members_lock

__all__ = ["members_lock"]
