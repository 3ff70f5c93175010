# corpus: strict not checked
from .engine import TariffEngine
from .memo import Memo

__all__ = ["Memo", "TariffEngine"]
