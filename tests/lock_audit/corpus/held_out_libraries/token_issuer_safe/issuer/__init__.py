# corpus: strict not checked
from .keys import KeyRing, SigningKey
from .tokens import Issuer as TokenIssuer

__all__ = ["KeyRing", "SigningKey", "TokenIssuer"]
