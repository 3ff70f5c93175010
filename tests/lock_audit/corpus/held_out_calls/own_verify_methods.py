# corpus: strict not checked
"""A spreadsheet validator; its verify/hash/encode are nothing like passwords."""
import threading


class Checksum:
    def __init__(self, modulus=97):
        self.modulus = modulus

    def hash(self, value):
        return sum(ord(c) for c in value) % self.modulus

    def verify(self, value, expected):
        return self.hash(value) == expected


class Codec:
    def encode(self, cells):
        return ";".join(str(c) for c in cells)

    def decode(self, text):
        return text.split(";")


class Sheet:
    def __init__(self):
        self._lock = threading.Lock()
        self._sum = Checksum()
        self._codec = Codec()
        self._rows = {}

    def put(self, row, cells):
        with self._lock:
            text = self._codec.encode(cells)
            self._rows[row] = (text, self._sum.hash(text))

    def check(self, row):
        with self._lock:
            text, expected = self._rows[row]
            return self._sum.verify(text, expected)

    def cells(self, row):
        with self._lock:
            text, _ = self._rows[row]
            return self._codec.decode(text)
