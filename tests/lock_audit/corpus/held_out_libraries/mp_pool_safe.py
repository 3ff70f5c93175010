# corpus: strict not checked
"""Progress of a multiprocess crawl; process locks around shared values only."""
import multiprocessing
import os
import sys
import time
import urllib.request


class SharedProgress(object):
    def __init__(self, total):
        self.total = total
        self._lock = multiprocessing.Lock()
        self._done = multiprocessing.RawValue("i", 0)
        self._bytes = multiprocessing.RawValue("q", 0)

    def add(self, size):
        with self._lock:
            self._done.value += 1
            self._bytes.value += size
            return self._done.value

    def snapshot(self):
        if not self._lock.acquire(timeout=1.0):
            return None
        try:
            return self._done.value, self._bytes.value
        finally:
            self._lock.release()

    def reset(self):
        acquired = self._lock.acquire(block=True, timeout=0.5)
        if not acquired:
            return False
        try:
            self._done.value = 0
            self._bytes.value = 0
        finally:
            self._lock.release()
        return True


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        return len(reply.read())


def crawl(urls, progress):
    for url in urls:
        try:
            size = fetch(url)
        except OSError as exc:
            sys.stderr.write("%s: %s\n" % (url, exc))
            size = 0
        progress.add(size)


def split(items, count):
    return [items[index::count] for index in range(count)]


def main(urls, workers=None):
    workers = workers or os.cpu_count() or 1
    progress = SharedProgress(len(urls))
    processes = [
        multiprocessing.Process(target=crawl, args=(chunk, progress))
        for chunk in split(urls, workers)
    ]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        state = progress.snapshot()
        if state is not None:
            print("%d/%d (%d bytes)" % (state[0], progress.total, state[1]))
        time.sleep(0.5)
    for process in processes:
        process.join()
    return progress.snapshot()


if __name__ == "__main__":
    main(sys.argv[1:])
