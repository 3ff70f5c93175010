# corpus: strict not checked
"""The locks of the package. Condition(index_lock) is index_lock."""
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

index_lock = threading.Lock()
blob_lock = threading.Lock()
index_changed = threading.Condition(index_lock)


@contextmanager
def index_session() -> Iterator[None]:
    with index_lock:
        yield


def with_blobs(action: Callable[[], None]) -> None:
    with blob_lock:
        action()
