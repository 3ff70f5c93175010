# corpus: strict not checked
"""Operators and built-in functions call methods of the objects that they are given."""

import threading
import time

_lock = threading.Lock()


class Ledger:
    def __len__(self):
        time.sleep(0.1)
        return 1

    def __str__(self):
        time.sleep(0.1)
        return ""

    def __add__(self, other):
        time.sleep(0.1)
        return self

    def __rsub__(self, other):
        time.sleep(0.1)
        return self

    def __imul__(self, other):
        time.sleep(0.1)
        return self

    def __eq__(self, other):
        time.sleep(0.1)
        return True

    def __iter__(self):
        return iter(())


class Stream:
    def __iter__(self):
        time.sleep(0.1)
        return iter(())

    def __len__(self):
        return 1

    def __repr__(self):
        time.sleep(0.1)
        return ""

    def __bool__(self):
        return True


ledger = Ledger()
stream = Stream()


def all_of_them(count: Ledger):
    with _lock:
        len(ledger)  # expect: LCK006
        str(ledger)  # expect: LCK006
        total = ledger + 1  # expect: LCK006
        rest = 1 - ledger  # expect: LCK006
        text = f"of {ledger}"  # expect: LCK006
        same = ledger == 3  # expect: LCK006
        other = ledger != 3  # expect: LCK006
        count *= 2  # expect: LCK006
        shown = str(stream)  # expect: LCK006
        quoted = f"{stream!r}"  # expect: LCK006
        items = iter(stream)  # expect: LCK006
    return total, rest, text, same, other, shown, quoted, items


def none_of_them():
    with _lock:
        count = len(stream)
        is_there = bool(stream)
        items = list(ledger)
        less = ledger * 2
        smaller = stream == 1
        numbers = [1, 2] + [3]
        text = f"{count} {len(numbers)}"
    return is_there, items, less, smaller, text


def after_it():
    with _lock:
        mine = ledger
    return len(mine), mine + 1, str(mine)
