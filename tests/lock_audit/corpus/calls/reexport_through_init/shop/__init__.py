# corpus: strict not checked
"""The shop's names, gathered."""
from .mailing import send_receipt
from .pricing import quick_total as total

__all__ = ["send_receipt", "total"]
