# corpus: strict not checked
from store import Store, get_store


def join(store: Store, name: str) -> None:
    with store.guard:  # expect: LCK001, LCK002
        store.members[name] = "member"


def leave(name: str) -> None:
    store = get_store()
    guard = store.guard
    if guard.acquire(timeout=0.5):  # expect: LCK002
        try:
            store.members.pop(name, None)
        finally:
            guard.release()


def promote(name: str, shard: int) -> None:
    with get_store().shards[shard]:  # expect: LCK001, LCK002
        get_store().members[name] = "owner"


def role(name: str) -> str:
    return get_store().role_of(name) or "stranger"
