# corpus: strict not checked
"""Document locking (a business feature) and a connection pool: no thread locks."""
from db import documents, pool
from filelock import FileLock


def lock_document(doc_id, user):
    doc = documents.find(doc_id)
    if not doc.lock(user):
        return {"error": "locked"}, 423
    return {"ok": True}, 200


def borrow(doc_id):
    conn = pool.acquire()
    try:
        return {"doc": conn.load(doc_id)}, 200
    finally:
        pool.release(conn)


def export(doc_id, path):
    with FileLock(path + ".lock"):
        documents.find(doc_id).export(path)
    return {"path": path}, 200


def edit(doc_id, user):
    doc = documents.find(doc_id)
    with doc.lock_for(user) as lock:
        lock.touch()
    return {}, 204
