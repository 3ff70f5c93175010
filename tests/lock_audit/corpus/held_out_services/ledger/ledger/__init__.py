# corpus: strict not checked
from .accounts import AccountBook
from .container import build
from .journal import Journal

__all__ = ["AccountBook", "Journal", "build"]
