# corpus: strict not checked
"""members and fees import each other; calls go both ways."""
import threading

from club import fees

members_lock = threading.Lock()
members: dict[str, int] = {}


def join(name: str) -> None:
    with members_lock:
        members[name] = fees.standard_fee(name)
        fees.collect(name)  # expect: LCK005 via collect -> requests.post


def fee_of(name: str) -> int:
    return members.get(name, 0)
