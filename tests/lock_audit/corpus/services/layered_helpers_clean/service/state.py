# corpus: strict not checked
from dataclasses import dataclass, field


@dataclass
class Votes:
    by_user: dict[str, str] = field(default_factory=dict)

    def cast(self, user: str, choice: str) -> bool:
        if user in self.by_user:
            return False
        self.by_user[user] = choice
        return True

    def totals(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for choice in self.by_user.values():
            totals[choice] = totals.get(choice, 0) + 1
        return totals
