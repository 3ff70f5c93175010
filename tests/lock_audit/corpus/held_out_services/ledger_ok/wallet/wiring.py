from __future__ import annotations

from .book import WalletBook
from .quotes import QuoteClient
from .types import SystemClock


def make_book(path: str, quotes_url: str) -> WalletBook:
    book = WalletBook(path, QuoteClient(quotes_url), SystemClock())
    book.load()
    return book
