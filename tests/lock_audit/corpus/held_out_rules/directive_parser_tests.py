# corpus: strict not checked
"""Unit tests for a home-grown suppression parser: all directives are string data."""
import re
import threading
import unittest

DIRECTIVE = re.compile(r"#\s*lock-audit:\s*allow\s+(?P<ids>[A-Z0-9, ]+?)(?:\s+--\s*(?P<why>.*))?$")


def parse(line):
    m = DIRECTIVE.search(line)
    if not m:
        return None
    return [i.strip() for i in m["ids"].split(",")], (m["why"] or "").strip()


class ParserTest(unittest.TestCase):
    lock = threading.Lock()
    seen: list = []

    def check(self, text, wanted):
        with self.lock:
            self.seen.append(text)
        self.assertEqual(parse(text), wanted)

    def test_plain(self):
        self.check("x()  # lock-audit: allow LCK001 -- boot", (["LCK001"], "boot"))

    def test_no_reason(self):
        self.check("x()  # lock-audit: allow LCK001", (["LCK001"], ""))

    def test_many(self):
        self.check('''x()  # lock-audit: allow LCK001, LCK002 -- why''', (["LCK001", "LCK002"], "why"))

    def test_none(self):
        self.check("x()  # nothing", None)
