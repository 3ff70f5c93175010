# corpus: strict not checked
from .keys import KeyRing
from .signer import Signer
from .service import TokenService

__all__ = ["KeyRing", "Signer", "TokenService"]
