from threading import Lock

_visits: dict[str, int] = {}
_visits_mutex = Lock()


def count_visit(item: str) -> None:
    with _visits_mutex:  # expect: LCK001, LCK002
        _visits[item] = _visits.get(item, 0) + 1
