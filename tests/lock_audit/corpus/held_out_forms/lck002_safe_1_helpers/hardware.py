"""Things that are locked or acquired without being locks."""


class Door:
    def __init__(self) -> None:
        self.state = "open"

    def lock(self) -> None:
        self.state = "locked"


class Licences:
    def __init__(self, total: int) -> None:
        self.free = total

    def acquire(self, count: int = 1) -> bool:
        if self.free < count:
            return False
        self.free -= count
        return True

    def release(self, count: int = 1) -> None:
        self.free += count


door = Door()
licences = Licences(10)
