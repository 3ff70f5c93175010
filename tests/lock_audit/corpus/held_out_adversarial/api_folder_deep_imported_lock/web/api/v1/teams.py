from core import locks
from core.locks import Team, TEAMS as guard


def one(t: Team) -> int:
    return t.bump()


def two() -> None:
    with guard:  # expect: LCK001 LCK002
        print("x")


def three(t: Team) -> int:
    with t.mu:  # expect: LCK001 LCK002
        return t.n


def four() -> None:
    if not locks.TEAMS.acquire(timeout=0.1):  # expect: LCK002
        return
    try:
        print("y")
    finally:
        locks.TEAMS.release()
