# corpus: strict not checked
from multiprocessing import RLock

from flask import Flask

application = Flask("exports")
_export_lock = RLock()
_exports: list[str] = []


@application.post("/exports/<name>")
def export(name: str):
    match name:
        case "all":
            if not _export_lock.acquire(timeout=1):  # expect: LCK002
                return "", 503
            try:
                _exports.extend(["users", "orders"])
            finally:
                _export_lock.release()
        case _:
            with _export_lock:  # expect: LCK001, LCK002
                _exports.append(name)
    return "", 202
