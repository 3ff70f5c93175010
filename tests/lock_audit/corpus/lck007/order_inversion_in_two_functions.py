# corpus: strict not checked
"""Two functions take the same two locks in opposite order; the order is declared nowhere."""

import threading

_accounts_lock = threading.Lock()
_audit_lock = threading.Lock()
_accounts: dict[str, int] = {}
_audit: list[str] = []


def deposit(name: str, amount: int) -> None:
    with _accounts_lock:
        _accounts[name] = _accounts.get(name, 0) + amount
        with _audit_lock:  # expect: LCK007
            _audit.append(f"deposit {name}")


def replay(names: list[str]) -> int:
    with _audit_lock:
        total = 0
        for name in names:
            _audit.append(f"replay {name}")
            with _accounts_lock:  # expect: LCK007
                total += _accounts.get(name, 0)
        return total
