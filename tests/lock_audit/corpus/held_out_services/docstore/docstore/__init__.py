# corpus: strict not checked
from .index import Index
from .shelf import Library

__all__ = ["Index", "Library"]
