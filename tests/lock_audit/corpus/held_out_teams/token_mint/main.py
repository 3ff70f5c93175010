# corpus: strict not checked
from pathlib import Path

from mint import KeyRing, Signer, TokenService


def build(key_path: str, issuer: str) -> TokenService:
    return TokenService(Signer(KeyRing(Path(key_path)), issuer))
