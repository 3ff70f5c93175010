class LedgerError(Exception):
    """Base of everything the ledger raises."""


class UnknownAccount(LedgerError):
    def __init__(self, name: str) -> None:
        super().__init__(f"unknown account {name!r}")
        self.name = name


class Insufficient(LedgerError):
    pass
