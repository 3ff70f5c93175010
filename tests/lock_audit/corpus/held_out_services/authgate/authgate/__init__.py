# corpus: strict not checked
from .gate import AuthGate
from .tokens import TokenMint

__all__ = ["AuthGate", "TokenMint"]
