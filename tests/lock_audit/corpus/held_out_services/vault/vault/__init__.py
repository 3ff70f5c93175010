# corpus: strict not checked
from .keeper import Keeper
from .signer import Signer

__all__ = ["Keeper", "Signer"]
