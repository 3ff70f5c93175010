# corpus: strict not checked
import requests

from club import members


def standard_fee(name: str) -> int:
    return 10 + members.fee_of(name)


def collect(name: str) -> None:
    requests.post("https://pay.example", data={"who": name, "fee": members.fee_of(name)}, timeout=2)


def raise_fee(name: str) -> None:
    with members.members_lock:
        members.members[name] = members.fee_of(name) + 1
    collect(name)
