# corpus: strict not checked
import threading
from concurrent.futures import ThreadPoolExecutor


def crawl(urls, fetch):
    lock = threading.Lock()
    seen = set()

    def visit(url):
        with lock:
            if url in seen:
                return None
            seen.add(url)
        return fetch(url)

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(visit, urls))


def guarded_counter():
    lock = threading.Lock()
    box = [0]

    def increment():
        with lock:
            box[0] += 1
            return box[0]

    return increment


def locked_getter(values):
    guard = threading.Lock()

    class Getter:
        def __call__(self, key):
            with guard:
                return values.get(key)

    return Getter()
