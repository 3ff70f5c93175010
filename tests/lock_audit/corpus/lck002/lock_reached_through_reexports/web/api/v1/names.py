# corpus: strict not checked
from storage import guard, names, names_mutex


def claim(name: str) -> int:
    with names_mutex:  # expect: LCK001, LCK002
        if name in names:
            return 409
        names.add(name)
    return 201


def is_free(name: str) -> bool:
    if not guard.acquire(timeout=1.0):  # expect: LCK002
        raise TimeoutError(name)
    try:
        return name not in names
    finally:
        guard.release()
