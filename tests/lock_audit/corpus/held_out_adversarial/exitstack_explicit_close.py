# corpus: strict not checked
import threading
import time
from contextlib import ExitStack as Stack

_lock = threading.Lock()
_n = {"v": 0}


def run() -> None:
    with Stack() as st:
        st.enter_context(_lock)
        _n["v"] += 1
        st.close()
        time.sleep(0.2)


def run_nonlock(path: str) -> None:
    with Stack() as st:
        fh = st.enter_context(open(path))
        time.sleep(0.2)
        print(fh.name)
