# corpus: strict not checked
import threading


def parallel_sum(chunks):
    lock = threading.Lock()
    total = 0

    def work(chunk):
        nonlocal total
        part = sum(chunk)
        with lock:
            total += part

    threads = [threading.Thread(target=work, args=(c,)) for c in chunks]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with lock:
        return total


def parallel_max(chunks):
    best = [None]
    guard = threading.Lock()

    def work(chunk):
        top = max(chunk)
        if not guard.acquire(timeout=5):
            return
        try:
            if best[0] is None or top > best[0]:
                best[0] = top
        finally:
            guard.release()

    threads = [threading.Thread(target=work, args=(c,)) for c in chunks]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return best[0]
