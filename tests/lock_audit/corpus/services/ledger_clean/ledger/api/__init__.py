# corpus: strict not checked
from ledger.api.accounts import bp

__all__ = ["bp"]
