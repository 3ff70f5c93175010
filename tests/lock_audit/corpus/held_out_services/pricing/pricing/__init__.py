# corpus: strict not checked
from .calculator import Calculator
from .memo import Memo

__all__ = ["Calculator", "Memo"]
