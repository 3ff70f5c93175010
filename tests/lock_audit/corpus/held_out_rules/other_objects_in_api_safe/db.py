class Pool:
    def __init__(self, factory, size):
        self._free = [factory() for _ in range(size)]

    def acquire(self):
        return self._free.pop()

    def release(self, conn):
        self._free.append(conn)


class Documents:
    def __init__(self):
        self._docs = {}

    def find(self, doc_id):
        return self._docs[doc_id]


pool = Pool(object, 3)
documents = Documents()
