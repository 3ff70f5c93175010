# corpus: strict not checked
from .book import WalletBook
from .wiring import make_book

__all__ = ["WalletBook", "make_book"]
