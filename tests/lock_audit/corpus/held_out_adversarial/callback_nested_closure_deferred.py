# corpus: strict not checked
import threading
import time
from helpers import with_storage


def run(storage, jobs: list) -> None:
    def apply(s) -> None:
        def later() -> None:
            time.sleep(1)

        jobs.append(later)
        threading.Thread(target=later).start()
        s.n += 1

    with_storage(storage, "apply", apply)


def run_now(storage) -> None:
    def apply(s) -> None:
        def now() -> None:
            time.sleep(1)

        s.n += 1
        now()  # expect: LCK006 via now -> sleep

    with_storage(storage, "apply", apply)
