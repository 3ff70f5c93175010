# corpus: strict not checked
import hashlib
import threading


class Kdf:
    def stretch(self, data: bytes) -> bytes:
        return hashlib.scrypt(data, salt=b"ring", n=2**14, r=8, p=1)

    def label(self) -> str:
        return "scrypt"


class Crypto:
    def __init__(self):
        self.kdf = Kdf()


class Context:
    def __init__(self, crypto: Crypto):
        self.crypto = crypto
        self.lock = threading.RLock()


class Keyring:
    def __init__(self, context: Context):
        self.context = context
        self.keys = {}

    def add(self, name, data):
        with self.context.lock:
            self.keys[name] = self.context.crypto.kdf.stretch(data)  # expect: LCK003 via stretch -> scrypt
            return self.context.crypto.kdf.label()

    def add_well(self, name, data):
        kdf = self.context.crypto.kdf
        key = kdf.stretch(data)
        with self.context.lock:
            self.keys[name] = key
            return kdf.label()
