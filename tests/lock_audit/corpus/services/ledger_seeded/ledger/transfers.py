# corpus: strict not checked
from ledger.accounts import Account, Accounts
from ledger.journal import Journal


class Transfers:
    def __init__(self, accounts: Accounts, journal: Journal) -> None:
        self._accounts = accounts
        self._journal = journal

    def transfer(self, source: Account, target: Account, amount: int) -> bool:
        with source.lock:
            with target.lock:  # expect: LCK007
                if source.balance < amount:
                    return False
                source.balance -= amount
                target.balance += amount
                return True

    def transfer_in_steps(self, source: Account, target: Account, amount: int) -> bool:
        with source.lock:
            if source.balance < amount:
                return False
            source.balance -= amount
        target.deposit(amount)
        self._journal.append(source.name, target.name, amount)
        return True

    def refund(self, source: Account, target: Account, amount: int) -> None:
        with target.lock:
            target.balance -= amount
            source.deposit(amount)  # expect: LCK007

    def write_off(self, account: Account) -> None:
        with account.lock:
            self._journal.append(account.name, "nobody", account.balance)  # expect: LCK004 via append -> execute
            account.balance = 0
