# corpus: strict not checked
from .index import Index
from .library import Library

__all__ = ["Index", "Library"]
